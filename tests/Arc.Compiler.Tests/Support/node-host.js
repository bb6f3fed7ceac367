// Reads requests as JSON lines: {wasm: base64, returns: {"module.name": slot}, calls: [{f, args: [[type, bits]], r}]}.
// Answers {valid, results: [[bits] or {trap}], log: [["module.name", bits...]], memory: base64 of the first page on demand}.
const readline = require('readline');
const scratch = new DataView(new ArrayBuffer(8));
const decode = (type, bits) => {
  const value = BigInt.asIntN(64, BigInt(bits));
  if (type === 'i') return Number(BigInt.asIntN(32, value));
  if (type === 'l') return value;
  scratch.setBigInt64(0, value);
  return type === 'f' ? scratch.getFloat32(4) : scratch.getFloat64(0);
};
const encode = (type, value) => {
  if (type === '-') return null;
  if (type === 'i') return BigInt.asUintN(32, BigInt(value)).toString();
  if (type === 'l') return BigInt.asUintN(64, value).toString();
  scratch.setBigInt64(0, 0n);
  if (type === 'f') scratch.setFloat32(4, value); else scratch.setFloat64(0, value);
  return BigInt.asUintN(64, scratch.getBigInt64(0)).toString();
};
const run = request => {
  const bytes = Buffer.from(request.wasm, 'base64');
  if (!WebAssembly.validate(bytes)) {
    try { new WebAssembly.Module(bytes); } catch (e) { return { valid: false, error: e.message }; }
  }
  const module = new WebAssembly.Module(bytes);
  const log = [];
  const imports = {};
  for (const { module: m, name } of WebAssembly.Module.imports(module)) {
    const key = m + '.' + name;
    const types = (request.imports || {})[key] || ':-';
    const [params, result] = types.split(':');
    (imports[m] ||= {})[name] = (...args) => {
      log.push([key, ...args.map((a, i) => encode(params[i], a))]);
      const values = (request.returns || {})[key];
      const bits = Array.isArray(values) ? (values.length > 1 ? values.shift() : values[0]) : '0';
      return result === '-' ? undefined : decode(result, bits ?? '0');
    };
  }
  const instance = new WebAssembly.Instance(module, imports);
  const results = request.calls.map(call => {
    try {
      return { bits: encode(call.r, instance.exports[call.f](...call.args.map(([t, b]) => decode(t, b)))) };
    } catch (e) {
      return { trap: e.message };
    }
  });
  const page = request.memory ? Buffer.from(instance.exports.memory.buffer, 0, request.memory).toString('base64') : null;
  return { valid: true, exports: WebAssembly.Module.exports(module).map(e => e.name), results, log, memory: page };
};
readline.createInterface({ input: process.stdin }).on('line', line => {
  let answer;
  try { answer = run(JSON.parse(line)); } catch (e) { answer = { valid: false, error: String(e) }; }
  process.stdout.write(JSON.stringify(answer) + '\n');
});
