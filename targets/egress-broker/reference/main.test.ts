import { execFileSync, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import process from 'node:process';
import { createServer as createTlsServer } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { dir } from 'tmp-promise';
import { describe, expect, it } from 'vitest';
import { whyUnsupported } from './linux/libc.ts';

const program = fileURLToPath(new URL('./main.ts', import.meta.url));
const unsupported = whyUnsupported();
const python = '/usr/bin/python3';
const openssl = ['/usr/bin/openssl', '/usr/local/bin/openssl'].find(path => fs.existsSync(path));
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

interface Printed {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

function run(...words: readonly string[]): Promise<Printed> {
  return runIn({}, ...words);
}

async function runIn(
  variables: Readonly<Record<string, string>>,
  ...words: readonly string[]
): Promise<Printed> {
  const started = spawn(process.execPath, ['--import', 'tsx', program, ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...variables },
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

    it.skipIf(openssl === undefined)(
      `calls an upstream over TLS, and tells the key to none that it can't verify${openssl === undefined ? ' (skipped: no openssl here)' : ''}`,
      async () => {
        await using folder = await withFolder();
        const [key, secret, certificate] = ['key', 'secret.pem', 'own.pem'].map(name =>
          join(folder.path, name),
        );
        fs.writeFileSync(key ?? '', 'k7Qm2vX9-live\n', { mode: 0o600 });
        const made = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=own -addext subjectAltName=IP:127.0.0.1 -keyout ${secret} -out ${certificate}`;
        execFileSync(openssl ?? '', made.split(' '), { stdio: 'ignore' });
        let came = '';
        const upstream = createTlsServer(
          { key: fs.readFileSync(secret ?? ''), cert: fs.readFileSync(certificate ?? '') },
          socket => {
            socket.on('error', () => {});
            socket.on('data', data => {
              came += String(data);
              socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n');
            });
          },
        );
        await new Promise<void>(resolve => void upstream.listen(0, '127.0.0.1', resolve));
        const { port } = upstream.address() as AddressInfo;
        const words = [`https://127.0.0.1:${port}`, key ?? '', '--', python, '-c', child] as const;
        const distrusted = await run(...words);
        expect(distrusted.out).toContain('502');
        expect(came).toBe('');
        const trusted = await runIn({ NODE_EXTRA_CA_CERTS: certificate ?? '' }, ...words);
        upstream.close();
        expect(trusted).toMatchObject({ status: 0, err: '' });
        expect(trusted.out).toContain('200 OK');
        expect(came).toContain(`/?app_key=k7Qm2vX9-live HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n`);
      },
      30_000,
    );

    it('says why a child can not be started, whatever the reason', async () => {
      await using folder = await withFolder();
      const key = join(folder.path, 'key');
      fs.writeFileSync(key, 'k7Qm2vX9-live\n', { mode: 0o600 });
      const { status, err } = await run('http://127.0.0.1:1', key, '--', '/dev/null/child');
      expect(status).toBe(127);
      expect(err).toBe('egress-broker: the child was not started: ENOTDIR\n');
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
