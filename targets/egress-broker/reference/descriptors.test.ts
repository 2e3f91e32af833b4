import { readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerAll, handOver } from './answer-all.ts';
import { steps } from './broker.ts';
import { limits } from './limits.ts';
import { close, libc, numbers, socketPair, whyUnsupported } from './linux/libc.ts';
import { machineSeams } from './linux/machine-seams.ts';
import { ancillaryOf, messageHeader } from './linux/message.ts';
import { SeqpacketChannel } from './linux/seqpacket-channel.ts';
import { openStreamPair } from './linux/stream-pair.ts';
import { openServer } from './serve.ts';
import { stop } from './session.ts';
import type { Session } from './steps.ts';

const unsupported = whyUnsupported();
const why = unsupported === undefined ? '' : ` (skipped: ${unsupported})`;

/** What is open in this process. */
function count(): number {
  return readdirSync('/proc/self/fd').length;
}

describe.runIf(unsupported === undefined)(`descriptors of a broker${why}`, () => {
  const upstream = createServer((_request, response) => response.end('ok'));
  beforeAll(() => new Promise<void>(resolve => void upstream.listen(0, '127.0.0.1', resolve)));
  afterAll(() => void upstream.close());

  it('are as many before as after 1,000 requests', async () => {
    // What is opened once is open before it is counted.
    libc();
    await new Promise(resolve => setImmediate(resolve));
    const before = count();
    const [own, peer] = socketPair(numbers.seqpacket);
    const { port } = upstream.address() as AddressInfo;
    const session: Session = {
      seams: { ...machineSeams(), say: () => {} },
      steps: { ...steps, answerAll, handOver, limits },
      upstream: { tls: false, host: '127.0.0.1', port, authority: `127.0.0.1:${port}` },
      key: 'k7Qm2vX9-live',
      channel: new SeqpacketChannel(own),
      server: openServer(() => session),
      open: new Set(),
      streams: 0,
      timers: new Set(),
      linesLeft: 0,
      stopped: false,
    };
    const answering = answerAll(session);
    for (let nth = 0; nth < 1000; nth++) {
      const descriptor = await ask(peer);
      if (nth % 20 > 0) close(descriptor);
      else expect(await get(descriptor)).toContain('200 OK');
    }
    stop(session);
    await answering;
    close(peer);
    await expect.poll(count, { timeout: 5_000 }).toBe(before);
  }, 60_000);

  it('are closed where a pair turns out not to work', () => {
    const before = count();
    const pair = openStreamPair();
    pair.closeOwn();
    expect(() => pair.open()).toThrow(/getsockopt/);
    close(pair.peer);
    expect(count()).toBe(before);
  });

  it('tell an empty record from the end', async () => {
    const [own, peer] = socketPair(numbers.seqpacket);
    const channel = new SeqpacketChannel(own);
    const data = Buffer.alloc(1);
    libc().sendmsg(peer, messageHeader(data, 0, undefined).header, numbers.noSignal);
    close(peer);
    expect(await channel.receive()).toEqual({
      kind: 'record',
      bytes: Buffer.alloc(0),
      cut: false,
      descriptors: [],
    });
    expect(await channel.receive()).toEqual({ kind: 'hang-up' });
    channel.close();
  });

  it('are waited for until the channel is closed by its own side', async () => {
    const [own, peer] = socketPair(numbers.seqpacket);
    const channel = new SeqpacketChannel(own);
    const received = channel.receive();
    channel.close();
    expect(await received).toEqual({ kind: 'hang-up' });
    expect(await channel.answer(0)).toBe(false);
    close(peer);
  });

  /** Asks for a stream as a child does. */
  async function ask(control: number): Promise<number> {
    libc().sendmsg(control, messageHeader(Buffer.from([1]), 1, undefined).header, numbers.noSignal);
    for (;;) {
      const data = Buffer.alloc(2);
      const ancillary = Buffer.alloc(64);
      const message = messageHeader(data, 2, ancillary);
      const flags = numbers.dontWait | numbers.cmsgCloseOnExec;
      const length = Number(libc().recvmsg(control, message.header, flags));
      const [descriptor] = length === 1 ? ancillaryOf(message, ancillary).descriptors : [];
      if (descriptor !== undefined) return descriptor;
      await new Promise(resolve => setImmediate(resolve));
    }
  }

  async function get(descriptor: number): Promise<string> {
    const { Socket } = await import('node:net');
    const socket = new Socket({ fd: descriptor, readable: true, writable: true });
    socket.write('GET / HTTP/1.1\r\nHost: broker.invalid\r\n\r\n');
    const [data] = await new Promise<Buffer[]>(resolve =>
      socket.once('data', chunk => resolve([chunk as Buffer])),
    );
    socket.destroy();
    return String(data);
  }
});

it('a platform that can not pass descriptors says why', () => {
  expect(typeof unsupported === 'string').toBe(
    process.platform !== 'linux' || !['x64', 'arm64'].includes(process.arch),
  );
});
