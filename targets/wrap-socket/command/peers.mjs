// Peers of a server, in one process that is one user after the other: SO_PEERCRED is the effective uid at connect(2).
// A JSON request a line on standard input, a JSON answer a line on standard output; ends with its input.
import { connect } from 'node:net';
import process from 'node:process';
import { createInterface } from 'node:readline';

const isRoot = process.geteuid() === 0;
const dacOverride = 2;
const capabilityVersion = 0x2008_0522;
const peers = [];

if (isRoot) process.setgroups([]);

/** Sets a bit of the effective set: changing to another user has taken all. */
async function effective(bits) {
  const { default: koffi } = await import('koffi');
  const libc = koffi.load(null);
  const capget = libc.func('int capget(void *header, void *data)');
  const capset = libc.func('int capset(void *header, const void *data)');
  const header = Buffer.alloc(8);
  header.writeUInt32LE(capabilityVersion, 0);
  return () => {
    const data = Buffer.alloc(24);
    if (capget(header, data) !== 0) throw new Error('capget failed');
    data.writeUInt32LE(bits, 0);
    if (capset(header, data) !== 0) throw new Error('capset failed');
  };
}

let pass;

/** Connects as somebody; the system call is over when `connect` returns. */
function open({ path, uid, gid, passes }) {
  if (isRoot) {
    process.setegid(gid);
    process.seteuid(uid);
    if (passes && uid !== 0) pass();
  }
  try {
    return connect(path);
  } finally {
    if (isRoot) {
      process.seteuid(0);
      process.setegid(0);
    }
  }
}

function one(request) {
  const peer = { fate: 'kept', socket: open(request) };
  peers.push(peer);
  return new Promise(resolve => {
    peer.socket.once('connect', () => {
      if (request.manner === 'talks') peer.socket.write('hello\n');
      if (request.manner === 'leaves') {
        peer.fate = 'left';
        peer.socket.destroy();
      }
      resolve('connected');
    });
    // Reset is what becomes of one who waits in the queue of a server that ends: connected it was.
    peer.socket.on('error', error => resolve(error.code === 'ECONNRESET' ? 'connected' : error.code));
    peer.socket.on('close', () => {
      if (peer.fate === 'kept') peer.fate = 'closed';
    });
    peer.socket.resume();
  });
}

async function many(request) {
  if (request.passes) pass ??= await effective(dacOverride);
  const reached = [];
  // Fewer than wait in a queue at once.
  while (reached.length < request.times) {
    const round = Array.from({ length: Math.min(64, request.times - reached.length) }, () => one(request));
    reached.push(...(await Promise.all(round)));
  }
  return reached;
}

const acts = {
  connect: async request => ({ reached: await many(request) }),
  look: () => ({ fates: peers.map(({ fate }) => fate) }),
  leave: () => {
    for (const { socket } of peers) socket.destroy();
    return {};
  },
  die: () => process.kill(process.pid, 'SIGKILL'),
};

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  process.stdout.write(`${JSON.stringify(await acts[request.act](request))}\n`);
}
process.exit(0);
