// Runs WebAssembly modules on V8 on behalf of another process. Frames go over stdin and stdout: a little-endian u32 length, an opcode,
// and a body. An import becomes a frame to the other side, which answers synchronously and may read the guest's memory meanwhile.
'use strict';
const fs = require('fs');

const [INSTANTIATE, CALL, READ, DISPOSE, HOST_VALUE, HOST_FAILED] = [1, 2, 3, 4, 5, 6];
const [VALUE, TRAP, HOST_TRAP, BYTES, NO_BYTES, HOST_CALL, REFUSED] = [1, 2, 3, 4, 5, 6, 7];
const [I32, I64, F32, F64] = [0x7f, 0x7e, 0x7d, 0x7c];

class HostFailure extends Error {}
const instances = new Map();
const header = Buffer.alloc(4);

function readFully(buffer) {
  for (let at = 0; at < buffer.length;) {
    let count;
    try {
      count = fs.readSync(0, buffer, at, buffer.length - at, null);
    } catch (e) {
      if (e.code === 'EAGAIN') continue;
      if (e.code === 'EOF') process.exit(0);
      throw e;
    }
    if (count === 0) process.exit(0);
    at += count;
  }
  return buffer;
}

function receive() {
  readFully(header);
  return readFully(Buffer.allocUnsafe(header.readUInt32LE(0)));
}

function send(opcode, body) {
  const frame = Buffer.allocUnsafe(5 + body.length);
  frame.writeUInt32LE(1 + body.length, 0);
  frame[4] = opcode;
  body.copy(frame, 5);
  for (let at = 0; at < frame.length;) {
    try {
      at += fs.writeSync(1, frame, at, frame.length - at);
    } catch (e) {
      if (e.code !== 'EAGAIN') throw e;
    }
  }
}

function load(body, at, type) {
  switch (type) {
    case I32: return body.readInt32LE(at);
    case I64: return body.readBigInt64LE(at);
    case F32: return body.readFloatLE(at);
    default: return body.readDoubleLE(at);
  }
}

function store(body, at, type, value) {
  switch (type) {
    case I32: body.writeInt32LE(value, at); body.writeInt32LE(0, at + 4); break;
    case I64: body.writeBigInt64LE(value, at); break;
    case F32: body.writeFloatLE(value, at); body.writeInt32LE(0, at + 4); break;
    default: body.writeDoubleLE(value, at);
  }
}

// The frames of one exchange must not be cut by the end of the stack.
function reserveStack(depth) {
  return depth === 0 ? 0 : 1 + reserveStack(depth - 1);
}

function importOf(id, index, parameters, result) {
  return (...values) => {
    reserveStack(100);
    const body = Buffer.alloc(8 + 8 * parameters.length);
    body.writeUInt32LE(id, 0);
    body.writeUInt32LE(index, 4);
    parameters.forEach((type, i) => store(body, 8 + 8 * i, type, values[i]));
    send(HOST_CALL, body);
    while (true) {
      const frame = receive();
      if (frame[0] === HOST_VALUE) return result === undefined ? undefined : load(frame, 1, result);
      if (frame[0] === HOST_FAILED) throw new HostFailure();
      handle(frame);
    }
  };
}

function instantiate(frame) {
  const id = frame.readUInt32LE(1);
  let at = 9;
  const signature = () => {
    const types = [...frame.subarray(at + 1, at + 1 + frame[at])];
    at += 1 + frame[at];
    return types;
  };
  const text = () => {
    const length = frame.readUInt32LE(at);
    const value = frame.toString('utf8', at + 4, at + 4 + length);
    at += 4 + length;
    return value;
  };
  const imports = {};
  for (let i = 0, count = frame.readUInt32LE(5); i < count; i++) {
    const [module, name, parameters, [result]] = [text(), text(), signature(), signature()];
    (imports[module] ??= {})[name] = importOf(id, i, parameters, result);
  }
  const functions = [];
  const count = frame.readUInt32LE(at);
  at += 4;
  for (let i = 0; i < count; i++) functions.push({ name: text(), parameters: signature(), results: signature() });
  try {
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(frame.subarray(at)), imports);
    for (const f of functions) f.call = exports[f.name];
    instances.set(id, { functions, memory: exports.memory });
    send(VALUE, Buffer.alloc(0));
  } catch (e) {
    send(REFUSED, Buffer.from(String(e.message)));
  }
}

function call(frame) {
  const { functions } = instances.get(frame.readUInt32LE(1));
  const f = functions[frame.readUInt32LE(5)];
  let result;
  try {
    result = f.call(...f.parameters.map((type, i) => load(frame, 9 + 8 * i, type)));
  } catch (e) {
    if (e instanceof HostFailure) send(HOST_TRAP, Buffer.alloc(0));
    else if (e instanceof WebAssembly.RuntimeError || e instanceof RangeError) send(TRAP, Buffer.from(e.message));
    else throw e;
    return;
  }
  const body = Buffer.alloc(8 * f.results.length);
  if (f.results.length === 1) store(body, 0, f.results[0], result);
  else f.results.forEach((type, i) => store(body, 8 * i, type, result[i]));
  send(VALUE, body);
}

function read(frame) {
  const memory = instances.get(frame.readUInt32LE(1)).memory;
  const [address, length] = [frame.readUInt32LE(5), frame.readUInt32LE(9)];
  if (memory === undefined || address + length > memory.buffer.byteLength) send(NO_BYTES, Buffer.alloc(0));
  else send(BYTES, Buffer.from(memory.buffer, address, length));
}

function handle(frame) {
  switch (frame[0]) {
    case INSTANTIATE: return instantiate(frame);
    case CALL: return call(frame);
    case READ: return read(frame);
    case DISPOSE: instances.delete(frame.readUInt32LE(1)); return;
    default: throw new Error(`unknown opcode ${frame[0]}`);
  }
}

while (true) handle(receive());
