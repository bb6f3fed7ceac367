'use strict';
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const root = document.documentElement;
  const time = document.getElementById('time');
  const SVG = 'http://www.w3.org/2000/svg';
  const whole = [0, data.end > 0 ? data.end : 1];
  let view = whole.slice(), clock = false, width = 800;
  const rows = [];

  // Building blocks.
  const html = (tag, style, text) => {
    const element = document.createElement(tag);
    if (style) element.className = style;
    if (text !== undefined) element.textContent = text;
    return element;
  };
  const draw = (parent, tag, attributes, title) => {
    const element = document.createElementNS(SVG, tag);
    for (const name in attributes) element.setAttribute(name, attributes[name]);
    if (title) element.appendChild(document.createElementNS(SVG, 'title')).textContent = title;
    return parent.appendChild(element);
  };
  const number = v => {
    if (v === null || v === undefined) return 'no number';
    if (Number.isInteger(v) && Math.abs(v) < 1e15) return String(v);
    const a = Math.abs(v);
    return a !== 0 && (a >= 1e7 || a < 1e-4) ? v.toExponential(4) : String(+v.toPrecision(7));
  };
  const two = (n, digits = 2) => String(n).padStart(digits, '0');
  const duration = (s, step) => {
    const sign = s < 0 ? '-' : '';
    s = Math.abs(s);
    if (s < 60 || (step && step < 1)) {
      const digits = step ? Math.max(0, Math.min(9, Math.ceil(-Math.log10(step) - 1e-9))) : undefined;
      return sign + (digits === undefined ? number(s) : s.toFixed(digits)) + ' s';
    }
    const whole = Math.floor(s + 1e-9), h = Math.floor(whole / 3600), m = Math.floor(whole / 60) % 60, rest = s - h * 3600 - m * 60;
    const seconds = step ? two(Math.floor(rest + 1e-9)) : (rest < 10 ? '0' : '') + number(+rest.toFixed(3));
    return sign + (h > 0 ? h + ':' + two(m) : m) + ':' + seconds;
  };
  const date = s => new Date(data.start + s * 1000);
  const clockTime = (s, step) => {
    const t = date(s), base = two(t.getUTCHours()) + ':' + two(t.getUTCMinutes()) + ':' + two(t.getUTCSeconds());
    return step && step >= 1 ? base : base + '.' + two(t.getUTCMilliseconds(), 3);
  };
  const at = (s, step) => clock ? clockTime(s, step) : duration(s, step);
  const x = t => (t - view[0]) / (view[1] - view[0]) * width;
  const timeAt = px => view[0] + px / width * (view[1] - view[0]);

  const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 604800];
  const timeStep = count => {
    const raw = (view[1] - view[0]) / count;
    if (raw > 604800) return Math.ceil(raw / 604800) * 604800;
    if (raw > 0.5) return steps.find(s => s >= raw);
    const power = Math.pow(10, Math.floor(Math.log10(raw)));
    return [1, 2, 5, 10].map(f => f * power).find(s => s >= raw * 0.999999);
  };
  const ticks = (from, to, step) => {
    const result = [];
    for (let i = Math.ceil(from / step - 1e-9); i * step <= to + step * 1e-9 && result.length < 200; i++) result.push(i * step);
    return result;
  };
  const valueStep = (span, count) => {
    const raw = span / count, power = Math.pow(10, Math.floor(Math.log10(raw)));
    return [1, 2, 5, 10].map(f => f * power).find(s => s >= raw * 0.999999);
  };

  // A point is [time, value], or [from, to, first, least, greatest, last] for several samples; a value is null where there is none.
  const firstOf = p => p.length === 2 ? p[1] : p[2];
  const leastOf = p => p.length === 2 ? p[1] : p[3];
  const greatestOf = p => p.length === 2 ? p[1] : p[4];
  const lastOf = p => p.length === 2 ? p[1] : p[5];
  const endOf = p => p.length === 2 ? p[0] : p[1];
  // The last point that begins at or before a time; -1 if none does.
  const indexAt = (points, t) => {
    let low = -1, high = points.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (points[middle][0] <= t) low = middle; else high = middle - 1;
    }
    return low;
  };

  const addRow = (style, height) => {
    const row = html('div', 'row ' + style), label = row.appendChild(html('div', 'label')), plot = row.appendChild(html('div', 'plot'));
    // The inner picture cuts off what lies outside the view; the numbers of its axis stand left of it.
    const outer = draw(plot, 'svg', { height: height, 'aria-hidden': 'true' }), levels = draw(outer, 'g', {}), svg = draw(outer, 'svg', {});
    time.appendChild(row);
    const entry = { row, label, plot, outer, levels, svg, height, render: () => { }, read: () => { } };
    rows.push(entry);
    return entry;
  };
  const addGroup = name => {
    const row = html('div', 'row group');
    row.appendChild(html('div', 'label', name));
    row.appendChild(html('div'));
    time.appendChild(row);
  };

  const grid = (svg, height) => {
    for (const t of ticks(view[0], view[1], timeStep(width / 110))) draw(svg, 'line', { class: 'grid', x1: x(t), x2: x(t), y1: 0, y2: height });
  };
  const faults = (svg, height) => {
    const visible = data.faults.filter(f => f[1] >= view[0] && f[0] <= view[1]);
    // Where there are too many, they are seen in their own row alone.
    if (visible.length <= 80) for (const [from] of visible) draw(svg, 'line', { class: 'fault', x1: x(from), x2: x(from), y1: 0, y2: height });
  };

  const addAxis = () => {
    const entry = addRow('axis', 24);
    const name = entry.label.appendChild(html('div', 'facts'));
    entry.render = () => {
      const step = timeStep(width / 110);
      name.textContent = clock ? date(view[0]).toISOString().slice(0, 10) + ' UTC' : 'since the start';
      for (const t of ticks(view[0], view[1], step)) {
        draw(entry.svg, 'line', { class: 'grid', x1: x(t), x2: x(t), y1: 18, y2: 24 });
        const label = draw(entry.svg, 'text', { x: x(t), y: 14, 'text-anchor': x(t) < 30 ? 'start' : x(t) > width - 30 ? 'end' : 'middle' });
        label.textContent = at(t, step);
      }
    };
    entry.read = t => { name.textContent = t === null ? (clock ? date(view[0]).toISOString().slice(0, 10) + ' UTC' : 'since the start') : at(t) + (clock ? '' : ' \u00b7 ' + clockTime(t)); };
  };

  const addBand = (scope, index) => {
    const entry = addRow('band', 22);
    entry.label.style.paddingLeft = 12 + scope.depth * 12 + 'px';
    entry.label.appendChild(html('div', 'name', scope.title)).title = scope.title;
    const colour = 'hsl(' + (265 + index * 47) % 360 + ' 55% 55%)';
    entry.render = () => {
      grid(entry.svg, 22);
      let drawn = 0;
      for (const [from, to, count] of scope.spans) {
        if (to < view[0] || from > view[1]) continue;
        const left = Math.max(0, x(from)), right = Math.min(width, x(to));
        draw(entry.svg, 'rect', { class: 'span', x: left, y: 5, width: Math.max(1.5, right - left), height: 12, rx: 2, fill: colour, opacity: count > 1 ? 0.45 : 0.85 },
          scope.title + '\n' + at(from) + ' to ' + at(to) + (count > 1 ? '\n' + count + ' times' : ''));
        drawn++;
      }
      return drawn;
    };
    entry.read = t => entry.row.classList.toggle('on', t !== null && scope.spans.some(s => s[0] <= t && t <= s[1]));
  };

  const addChart = channel => {
    const points = channel.points;
    let low = Infinity, high = -Infinity;
    for (const p of points) {
      if (leastOf(p) === null) continue;
      low = Math.min(low, leastOf(p));
      high = Math.max(high, greatestOf(p));
    }
    const isFlag = channel.kind === 'step' && low >= 0 && high <= 1;
    const height = isFlag ? 44 : 92, pad = isFlag ? 11 : 10;
    const entry = addRow(channel.direction, height);
    entry.label.appendChild(html('div', 'name', channel.name)).title = channel.name;
    entry.label.appendChild(html('div', 'facts', channel.type + ' \u00b7 ' + channel.samples.toLocaleString('en') + (channel.samples === 1 ? ' sample' : ' samples') + (channel.nonFinite > 0 ? ', ' + channel.nonFinite.toLocaleString('en') + ' not finite' : '')));
    const value = isFlag ? entry.label.lastChild : entry.label.appendChild(html('div'));
    const facts = isFlag ? value.textContent : (low <= high ? number(low) + ' \u2026 ' + number(high) : '');
    if (!isFlag) { value.textContent = facts; value.classList.add('facts'); }
    const step = channel.kind === 'step';
    entry.render = () => {
      const svg = entry.svg;
      grid(svg, height);
      faults(svg, height);
      const first = Math.max(0, indexAt(points, view[0])), last = Math.min(points.length - 1, indexAt(points, view[1]) + 1);
      let min = Infinity, max = -Infinity;
      for (let i = first; i <= last; i++) {
        if (leastOf(points[i]) === null) continue;
        min = Math.min(min, leastOf(points[i]));
        max = Math.max(max, greatestOf(points[i]));
      }
      if (min > max) return 0;
      if (isFlag) { min = 0; max = 1; }
      if (max === min) { const room = Math.abs(min) * 0.05 || 1; min -= room; max += room; }
      const y = v => height - pad - (v - min) / (max - min) * (height - 2 * pad);
      const gap = valueStep(max - min, 4), levels = isFlag ? [] : ticks(min, max, gap);
      for (const v of levels) draw(svg, 'line', { class: 'grid', x1: 0, x2: width, y1: y(v), y2: y(v) });
      // At most four points a pixel: first, least, greatest and last of what falls on it.
      let path = '', pen = false, lastX = 0, lastY = 0, column = null;
      const round = v => Math.round(v * 10) / 10;
      const to = (px, py) => {
        if (!pen) path += 'M' + round(px) + ' ' + round(py);
        else if (step && py !== lastY) path += 'H' + round(px) + 'V' + round(py);
        else path += 'L' + round(px) + ' ' + round(py);
        pen = true; lastX = px; lastY = py;
      };
      const flush = () => {
        if (!column) return;
        to(column.x, y(column.first));
        if (column.least !== column.greatest) path += 'V' + round(y(column.least)) + 'V' + round(y(column.greatest)) + 'V' + round(y(column.last));
        lastY = y(column.last);
        column = null;
      };
      for (let i = first; i <= last; i++) {
        const p = points[i];
        if (firstOf(p) === null) { flush(); pen = false; continue; }
        const px = x(p[0]), pixel = Math.floor(px);
        if (column && column.pixel === pixel) {
          column.least = Math.min(column.least, leastOf(p)); column.greatest = Math.max(column.greatest, greatestOf(p)); column.last = lastOf(p);
        } else {
          flush();
          column = { pixel, x: px, first: firstOf(p), least: leastOf(p), greatest: greatestOf(p), last: lastOf(p) };
        }
      }
      flush();
      if (step && pen) path += 'H' + round(x(Math.max(data.end, endOf(points[last]))));
      if (isFlag) {
        let area = '', open = null;
        for (let i = first; i <= last; i++) {
          const p = points[i], on = greatestOf(p) > 0;
          if (on && open === null) open = p[0];
          if (open !== null && !lastOf(p)) { area += 'M' + x(open) + ' ' + y(0) + 'V' + y(1) + 'H' + x(endOf(p)) + 'V' + y(0) + 'Z'; open = null; }
        }
        if (open !== null) area += 'M' + x(open) + ' ' + y(0) + 'V' + y(1) + 'H' + x(data.end) + 'V' + y(0) + 'Z';
        if (area) draw(svg, 'path', { class: 'area', d: area });
      }
      draw(svg, 'path', { class: 'trace', d: path });
      if (last - first < width / 7 && (channel.direction === 'out' || last - first < width / 14)) {
        for (let i = first; i <= last; i++) if (points[i].length === 2 && points[i][1] !== null) draw(svg, 'circle', { class: 'dot', cx: x(points[i][0]), cy: y(points[i][1]), r: 2.2 });
      }
      for (const v of levels) draw(entry.levels, 'text', { x: -6, y: y(v) + 3.5, 'text-anchor': 'end' }).textContent = number(Math.abs(v) < gap * 1e-6 ? 0 : v);
      return 1;
    };
    entry.read = t => {
      value.classList.toggle('facts', t === null);
      value.classList.toggle('value', t !== null);
      if (t === null) { value.textContent = facts; return; }
      const p = points[indexAt(points, t)];
      value.textContent = p === undefined ? '\u2013' : p.length === 2 ? number(p[1]) : number(p[3]) + ' \u2026 ' + number(p[4]);
    };
  };

  const addTexts = channel => {
    const entry = addRow(channel.direction, 44);
    entry.label.appendChild(html('div', 'name', channel.name)).title = channel.name;
    const facts = channel.type + ' \u00b7 ' + channel.samples.toLocaleString('en') + (channel.samples === 1 ? ' text' : ' texts');
    const value = entry.label.appendChild(html('div', 'facts', facts));
    entry.render = () => {
      grid(entry.svg, 44);
      faults(entry.svg, 44);
      if (channel.dropped > 0) {
        const left = Math.max(0, x(channel.events[channel.kept - 1][0])), right = Math.min(width, x(channel.events[channel.kept][0]));
        if (right > left) draw(entry.svg, 'rect', { class: 'area', x: left, y: 10, width: right - left, height: 24 }, channel.dropped.toLocaleString('en') + ' texts that were not kept');
      }
      for (let i = 0; i < channel.events.length; i++) {
        const [t, text] = channel.events[i];
        if (t < view[0] || t > view[1]) continue;
        draw(entry.svg, 'line', { class: 'tick', x1: x(t), x2: x(t), y1: 10, y2: 34 }, at(t) + ' ' + text);
        // The text, as far as the next one leaves room.
        const next = i + 1 < channel.events.length ? Math.min(width, x(channel.events[i + 1][0])) : width;
        const room = Math.min(80, Math.floor((next - x(t)) / 6.3) - 1);
        if (room >= 4) draw(entry.svg, 'text', { x: x(t) + 4, y: 26 }).textContent = text.length > room ? text.slice(0, room - 1) + '\u2026' : text;
      }
      return 1;
    };
    entry.read = t => {
      const event = t === null ? undefined : channel.events[indexAt(channel.events, t)];
      value.textContent = t === null ? facts : event ? event[1] : '\u2013';
      value.title = value.textContent;
    };

    const details = document.getElementById('texts').appendChild(html('details'));
    details.appendChild(html('summary', '', channel.name + ' \u2013 ' + facts));
    const table = details.appendChild(html('table'));
    channel.events.forEach(([t, text], i) => {
      if (channel.dropped > 0 && i === channel.kept) table.appendChild(html('tr')).appendChild(html('td', 'm', '\u2026 ' + channel.dropped.toLocaleString('en') + ' more')).colSpan = 2;
      const row = table.appendChild(html('tr'));
      row.dataset.t = t;
      row.appendChild(html('td', 't', duration(t) + ' \u00b7 ' + clockTime(t)));
      row.appendChild(html('td', 'm', text));
    });
  };

  const addErrors = () => {
    const entry = addRow('band', 22);
    const name = entry.label.appendChild(html('div', 'name', 'errors'));
    const messages = new Map(data.errors.map(e => [e.t, e.label + '\n' + e.message]));
    entry.render = () => {
      grid(entry.svg, 22);
      let edge = -Infinity;
      for (const [from, to, count] of data.faults) {
        if (to < view[0] || from > view[1]) continue;
        const left = Math.max(0, x(from)), right = Math.min(width, x(to));
        if (right - left > 10) draw(entry.svg, 'rect', { class: 'faultmark', x: left, y: 8, width: right - left, height: 6 }, count + ' errors');
        else if (left - edge > 3) {
          draw(entry.svg, 'path', { class: 'faultmark', d: 'M' + left + ' 4L' + (left + 5) + ' 17H' + (left - 5) + 'Z' }, at(from) + ' ' + (messages.get(from) || count + (count === 1 ? ' error' : ' errors')));
          edge = left;
        }
      }
      return 1;
    };
    entry.read = t => {
      const fault = t === null ? undefined : data.faults.find(f => x(f[1]) >= x(t) - 4 && x(f[0]) <= x(t) + 4);
      name.textContent = fault ? (messages.get(fault[0]) || fault[2] + (fault[2] === 1 ? ' error' : ' errors')).replace('\n', ': ') : 'errors';
    };
  };

  const render = () => {
    const probe = rows[0].plot.clientWidth;
    width = probe > 0 ? probe : 800;
    let charts = 0;
    for (const entry of rows) {
      entry.svg.replaceChildren();
      entry.levels.replaceChildren();
      entry.outer.setAttribute('viewBox', '0 0 ' + width + ' ' + entry.height);
      entry.outer.setAttribute('preserveAspectRatio', 'none');
      entry.svg.setAttribute('width', width);
      entry.svg.setAttribute('height', entry.height);
      entry.render();
      if (entry.svg.querySelector('.trace')) charts++;
    }
    document.getElementById('range').textContent = at(view[0]) + ' to ' + at(view[1]) + ' (' + duration(view[1] - view[0]) + ')';
    root.dataset.charts = charts;
    root.dataset.spans = time.querySelectorAll('.span').length;
    root.dataset.ticks = time.querySelectorAll('.tick').length;
    root.dataset.faults = time.querySelectorAll('.faultmark').length;
  };
  const show = (from, to) => {
    const least = (whole[1] - whole[0]) * 1e-7;
    const span = Math.min(whole[1] - whole[0], Math.max(least, to - from));
    from = Math.max(whole[0], Math.min(from, whole[1] - span));
    view = [from, from + span];
    render();
  };

  // The timeline.
  addAxis();
  if (data.faults.length > 0) addErrors();
  if (data.scopes.length > 0) {
    addGroup('Stages and steps');
    data.scopes.forEach(addBand);
  }
  for (const [direction, name] of [['in', 'Inputs'], ['out', 'Outputs']]) {
    const channels = data.channels.filter(c => c.direction === direction);
    if (channels.length === 0) continue;
    addGroup(name);
    for (const channel of channels) (channel.kind === 'text' ? addTexts : addChart)(channel);
  }
  if (data.channels.some(c => c.kind === 'text')) document.getElementById('texts').prepend(html('h2', '', 'Texts'));

  const cross = time.appendChild(html('div', 'cross')), drag = time.appendChild(html('div', 'drag'));
  let from = null;
  const offset = event => event.clientX - rows[0].plot.getBoundingClientRect().left;
  const left = () => rows[0].plot.offsetLeft;
  time.addEventListener('pointermove', event => {
    const px = Math.max(0, Math.min(width, offset(event)));
    if (offset(event) < 0 && from === null) { leave(); return; }
    cross.style.display = 'block';
    cross.style.left = left() + px + 'px';
    if (from !== null) {
      drag.style.display = 'block';
      drag.style.left = left() + Math.min(from, px) + 'px';
      drag.style.width = Math.abs(px - from) + 'px';
    }
    for (const entry of rows) entry.read(timeAt(px));
  });
  const leave = () => {
    cross.style.display = 'none';
    for (const entry of rows) entry.read(null);
  };
  time.addEventListener('pointerleave', leave);
  time.addEventListener('pointerdown', event => {
    if (event.button !== 0 || offset(event) < 0) return;
    from = offset(event);
    time.setPointerCapture(event.pointerId);
  });
  time.addEventListener('pointerup', event => {
    if (from === null) return;
    const to = Math.max(0, Math.min(width, offset(event)));
    drag.style.display = 'none';
    if (Math.abs(to - from) > 4) show(timeAt(Math.min(from, to)), timeAt(Math.max(from, to)));
    from = null;
  });
  time.addEventListener('dblclick', () => show(...whole));
  time.addEventListener('keydown', event => {
    const span = view[1] - view[0], middle = (view[0] + view[1]) / 2;
    if (event.key === 'ArrowLeft') show(view[0] - span / 4, view[1] - span / 4);
    else if (event.key === 'ArrowRight') show(view[0] + span / 4, view[1] + span / 4);
    else if (event.key === '+' || event.key === '=') show(middle - span / 4, middle + span / 4);
    else if (event.key === '-') show(middle - span, middle + span);
    else if (event.key === 'Escape' || event.key === '0') show(...whole);
    else return;
    event.preventDefault();
  });
  document.getElementById('reset').addEventListener('click', () => show(...whole));
  document.getElementById('clock').addEventListener('click', event => {
    clock = !clock;
    event.target.textContent = clock ? 'Time since the start' : 'Clock time';
    render();
  });
  document.getElementById('fit').addEventListener('click', event => {
    event.target.textContent = document.getElementById('graph').classList.toggle('fit') ? 'Full size' : 'Fit to width';
  });
  document.addEventListener('click', event => {
    const row = event.target.closest('tr[data-t]');
    if (!row || event.target.closest('a')) return;
    const t = +row.dataset.t, span = (whole[1] - whole[0]) / 20;
    show(t - span / 2, t + span / 2);
    time.scrollIntoView({ block: 'start' });
  });
  let wanted = false;
  new ResizeObserver(() => {
    if (wanted || rows[0].plot.clientWidth === width) return;
    wanted = true;
    requestAnimationFrame(() => { wanted = false; render(); });
  }).observe(time);
  addEventListener('beforeprint', render);
  addEventListener('afterprint', render);
  render();
  root.dataset.ready = '1';
})();
