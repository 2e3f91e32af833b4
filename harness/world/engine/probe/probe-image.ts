import { readFile } from 'node:fs/promises';
import { pack } from 'tar-stream';
import { HarnessFault } from '../../../harness-fault.ts';
import type { EngineClient } from '../engine-client.ts';

/** What the probe, and the stand-ins for programs in tests, use of busybox. */
const applets = [
  ...[
    'sh',
    'cat',
    'readlink',
    'base64',
    'find',
    'rm',
    'sleep',
    'env',
    'id',
    'ls',
    'stat',
    'touch',
    'true',
    'false',
  ],
  ...[
    'chmod',
    'chown',
    'mkdir',
    'install',
    'cp',
    'mv',
    'ln',
    'test',
    'echo',
    'printf',
    'head',
    'tr',
    'grep',
    'sed',
  ],
  ...['awk', 'nc', 'mktemp', 'rmdir', 'sort', 'kill', 'ps', 'mount', 'umount', 'hostname', 'ip', 'wc'],
] as const;

/** Where the probe is in the image. */
export const probePath = '/probe';

const busyboxPath = '/bin/busybox';

/**
 * Imports the image that everything of Seatrial's runs in: busybox, its names, and the probe. No network is needed.
 * @param busybox path of a busybox that needs no library
 * @param image repository and tag, such as `seatrial-probe:1`
 */
export async function importProbeImage(client: EngineClient, busybox: string, image: string): Promise<void> {
  const [program, probe] = await Promise.all([
    readFile(busybox),
    readFile(new URL('probe.sh', import.meta.url)),
  ]);
  const archive = pack();
  for (const name of ['bin', 'tmp', 'etc', 'home', 'run', 'var', 'opt'])
    archive.entry({ name, type: 'directory', mode: name === 'tmp' ? 0o1777 : 0o755 });
  archive.entry({ name: busyboxPath.slice(1), mode: 0o755 }, program);
  for (const applet of applets)
    archive.entry({ name: `bin/${applet}`, type: 'symlink', linkname: busyboxPath, mode: 0o777 });
  archive.entry({ name: probePath.slice(1), mode: 0o755 }, probe);
  archive.entry(
    { name: 'etc/passwd', mode: 0o644 },
    'root:x:0:0:root:/:/bin/sh\nuser:x:1000:1000::/home:/bin/sh\n',
  );
  archive.entry({ name: 'etc/group', mode: 0o644 }, 'root:x:0:\nuser:x:1000:\n');
  archive.finalize();
  const [repo = image, tag = 'latest'] = image.split(':');
  const said = await client.ask({
    method: 'POST',
    path: '/images/create',
    query: { fromSrc: '-', repo, tag },
    body: archive,
  });
  if (said.status >= 400 || /"error"/.test(said.body.toString('utf8')))
    throw new HarnessFault(
      `the probe's image could not be imported: ${said.body.toString('utf8')}`,
      'engine',
    );
}
