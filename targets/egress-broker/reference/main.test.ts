import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { dir } from 'tmp-promise';
import { describe, expect, it } from 'vitest';
import { whyUnsupported } from './linux/libc.ts';

const program = fileURLToPath(new URL('./main.ts', import.meta.url));
const unsupported = whyUnsupported();
const python = '/usr/bin/python3';
const why = unsupported ?? (fs.existsSync(python) ? undefined : `no ${python} here`);

/** A child that makes one request and prints, as a Python literal, what came until the end. */
const child = `
import socket
control = socket.socket(fileno=3)
control.send(b'\\1')
_, fds, _, _ = socket.recv_fds(control, 10, 1)
stream = socket.socket(fileno=fds[0])
stream.send(b'GET /?app_key=s HTTP/1.1\\r\\nHost: broker.invalid\\r\\n\\r\\n')
came = b''
while part := stream.recv(65536):
    came += part
    if came.endswith(b'0\\r\\n\\r\\n'): break
print(came)
`;

async function run(
  ...words: readonly string[]
): Promise<{ status: number | null; out: string; err: string }> {
  const started = spawn(process.execPath, ['--import', 'tsx', program, ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  started.stdout.on('data', (data: Buffer) => {
    out += String(data);
  });
  started.stderr.on('data', (data: Buffer) => {
    err += String(data);
  });
  const status = await new Promise<number | null>(resolve => started.once('close', resolve));
  return { status, out, err };
}

describe.skipIf(why !== undefined)(
  `the broker as a command${why === undefined ? '' : ` (skipped: ${why})`}`,
  () => {
    it('breaks off a response whose connection fails, also one that ends with its connection', async () => {
      await using folder = await withFolder();
      const key = join(folder.path, 'key');
      fs.writeFileSync(key, 'k7Qm2vX9-live\n', { mode: 0o600 });
      const upstream = createServer(socket => {
        socket.on('error', () => {});
        socket.once('data', () =>
          socket.write('HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhalf of it', () =>
            setTimeout(() => socket.resetAndDestroy(), 50),
          ),
        );
      });
      await new Promise<void>(resolve => void upstream.listen(0, '127.0.0.1', resolve));
      const { port } = upstream.address() as AddressInfo;
      const { status, out } = await run(`http://127.0.0.1:${port}`, key, '--', python, '-c', child);
      upstream.close();
      expect(status).toBe(0);
      expect(out).toContain('half of it');
      expect(out).not.toContain('0\\r\\n\\r\\n');
    }, 30_000);

    it.each([
      ['no arguments', [], 2, 'usage'],
      [
        'an upstream with a path',
        ['http://127.0.0.1:1/api', '/dev/null', '--', '/bin/true'],
        2,
        'the upstream must be',
      ],
      ['no key', ['http://127.0.0.1:1', '/dev/null', '--', '/bin/true'], 125, 'key'],
    ] as const)(
      'refuses to be called with %s',
      async (_, words, status, told) => {
        const ran = await run(...words);
        expect(ran).toMatchObject({ status, out: '' });
        expect(ran.err).toContain(told);
      },
      30_000,
    );
  },
);

async function withFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const { path, cleanup } = await dir({ unsafeCleanup: true });
  return { path, [Symbol.asyncDispose]: cleanup };
}
