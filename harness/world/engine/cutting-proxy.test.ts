import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { createConnection, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CuttingProxy, leaveDeadSocket, openCuttingProxy, type ProxyOptions } from './cutting-proxy.ts';

const whole = 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nnames';
let folder: string;
let engine: Server;
let heard: string[];
const open: AsyncDisposable[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seatrial-proxy-test-'));
  heard = [];
  engine = createServer(socket => {
    socket.on('error', () => {});
    socket.on('data', part => {
      heard.push(part.toString());
      if (!part.toString().includes('/never')) socket.end(whole);
    });
  });
  await new Promise<void>(resolve => engine.listen(join(folder, 'engine'), resolve));
});
afterEach(async () => {
  for (const one of open.splice(0)) await one[Symbol.asyncDispose]();
  await new Promise(resolve => engine.close(resolve));
  await rm(folder, { recursive: true });
});

async function proxy(give: ProxyOptions['give'], mode = 0o600): Promise<CuttingProxy> {
  const options = { engine: join(folder, 'engine'), at: join(folder, 'proxy'), mode, give };
  const opened = await openCuttingProxy(options);
  open.push(opened);
  return opened;
}

/** All that a client gets until the other side ends, or for so long. */
async function get(text = 'GET /v1/names?all=1 HTTP/1.1\r\nHost: x\r\nConnection: keep-alive\r\n\r\n') {
  const socket = createConnection(join(folder, 'proxy'));
  socket.write(text);
  return (await buffer(socket)).toString();
}

describe('a proxy before an engine', () => {
  it.each([0, 1, 16, 40, whole.length - 1, whole.length])(
    'gives %i bytes of an answer, and ends',
    async at => {
      await proxy(async asked => ({ bytes: (await asked.answer()).subarray(0, at), afterwards: 'ends' }));
      expect(await get()).toBe(whole.slice(0, at));
      expect(heard).toEqual(['GET /v1/names?all=1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n']);
    },
  );

  it('asks something else in the place of a client', async () => {
    await proxy(async ({ path, answer }) => ({ bytes: await answer(`${path}&mine=1`), afterwards: 'ends' }));
    expect(await get()).toBe(whole);
    expect(heard[0]).toContain('GET /v1/names?all=1&mine=1 HTTP/1.1');
  });

  it('holds an answer for as long as a client waits, and ends it when it is disposed of', async () => {
    let asked = 0;
    const opened = await proxy(async ({ answer }) => {
      asked += 1;
      return { bytes: (await answer()).subarray(0, 20), afterwards: 'silence' };
    });
    const socket = createConnection(join(folder, 'proxy'));
    socket.write('HEAD /_ping HTTP/1.1\r\n\r\n');
    const first = await new Promise<Buffer>(resolve => socket.once('data', resolve));
    expect([first.toString(), asked, socket.readyState]).toEqual([whole.slice(0, 20), 1, 'open']);
    const ended = new Promise(resolve => socket.once('close', resolve));
    await opened[Symbol.asyncDispose]();
    await ended;
  });

  it('goes away though the engine never answers, and lets go of it', async () => {
    const opened = await proxy(async ({ answer }) => ({ bytes: await answer(), afterwards: 'ends' }));
    const came = get('GET /never HTTP/1.1\r\n\r\n');
    while (heard.length === 0) await new Promise(resolve => setImmediate(resolve));
    await opened[Symbol.asyncDispose]();
    expect([await came, opened.fault]).toEqual(['', undefined]);
  });

  it('lets nothing through that changes anything, nor what it is told to refuse', async () => {
    await proxy(async () => undefined);
    const post = await get('POST /v1/containers/x/kill HTTP/1.1\r\nContent-Length: 0\r\n\r\n');
    expect(post).toMatch(/^HTTP\/1\.1 403 .*only looks/s);
    const answer = await new Promise<IncomingMessage>(resolve =>
      request({ socketPath: join(folder, 'proxy'), path: '/info' }, resolve).end(),
    );
    expect([answer.statusCode, heard]).toEqual([403, []]);
    answer.resume();
  });

  it('ends a connection that brings no request, and one whose answer can not be decided', async () => {
    const opened = await proxy(async () => {
      throw new Error('no');
    });
    const nothing = createConnection(join(folder, 'proxy'));
    nothing.end('GET');
    expect((await buffer(nothing)).toString()).toBe('');
    expect(opened.fault).toBeUndefined();
    expect(await get()).toBe('');
    expect(opened.fault).toMatchObject({ message: 'no' });
  });

  it('has a socket of the mode that was asked for, and leaves none', async () => {
    const opened = await proxy(async () => undefined, 0o000);
    expect(statSync(join(folder, 'proxy')).mode & 0o777).toBe(0);
    await opened[Symbol.asyncDispose]();
    expect(existsSync(join(folder, 'proxy'))).toBe(false);
  });
});

describe('a dead socket', () => {
  it('is there, and refuses', async () => {
    const at = join(folder, 'dead');
    await leaveDeadSocket(at, 0o666);
    expect(statSync(at).mode & 0o777).toBe(0o666);
    expect(execFileSync('/usr/bin/find', [at, '-type', 's'], { encoding: 'utf8' })).toBe(`${at}\n`);
    const socket = createConnection(at);
    await expect(new Promise((_, reject) => socket.once('error', reject))).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    });
  });
});
