import { createHash, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type Pack, pack } from 'tar-stream';
import { HarnessFault } from '../../../harness-fault.ts';
import type { Engine } from '../../../stage.ts';
import { labelName } from '../containers.ts';
import { EngineClient } from '../engine-client.ts';
import { findBusybox } from '../engine-programs.ts';

/** What the probe, and the stand-ins for programs in tests, use of busybox. */
const applets = (
  'sh cat readlink base64 find rm sleep env id ls stat touch true false chmod chown mkdir install cp mv ln test echo ' +
  'printf head tr grep sed awk nc mktemp rmdir sort kill ps mount umount hostname ip wc'
).split(' ');

/** Where the probe is in the image. */
export const probePath = '/probe';

const busyboxPath = '/bin/busybox';
/** What the image is called, whatever its tag. */
export const probeRepository = 'seatrial-probe';

/**
 * Name of the image that everything of Seatrial's runs in. On an engine of Seatrial's own it tells what is in it, and
 * stays there as long as the engine; on somebody else's it is the run's alone, like all that carries the label.
 */
export async function probeImageName({ own, label }: Pick<Engine, 'own' | 'label'>): Promise<string> {
  if (!own) return `${probeRepository}:${label}`;
  const hash = createHash('sha256').update(JSON.stringify([applets, folders, files]));
  for (const part of await parts()) hash.update(part);
  return `${probeRepository}:${hash.digest('hex').slice(0, 16)}`;
}

/**
 * Imports that image, unless it is there: busybox, its names, and the probe. No network is needed.
 * @throws HarnessFault `engine`
 */
export async function importProbeImage({ socket, own, image, label }: Engine): Promise<void> {
  using client = new EngineClient(socket);
  if (own && (await client.ask({ path: `/images/${image}/json` })).status === 200) return;
  await importAs(client, image, own ? [] : [`LABEL ${labelName}=${label}`]);
}

/**
 * Imports that image once more, with a USER line, under a name of its own; whoever asks removes it.
 * @returns its name
 * @throws HarnessFault `engine`
 */
export async function importProbeImageWithUser({ socket, label }: Engine, user: string): Promise<string> {
  using client = new EngineClient(socket);
  const name = `${probeRepository}:${randomBytes(8).toString('hex')}`;
  await importAs(client, name, [`LABEL ${labelName}=${label}`, `USER ${user}`]);
  return name;
}

async function importAs(client: EngineClient, name: string, lines: readonly string[]): Promise<void> {
  const [repo = '', tag] = name.split(':');
  const { status, body } = await client.ask({
    method: 'POST',
    path: '/images/create',
    query: { fromSrc: '-', repo, tag, ...(lines.length > 0 && { changes: lines.join('\n') }) },
    body: archiveOf(await parts()),
  });
  const said = body.toString('utf8');
  // What goes wrong on the way is told behind a status of 200.
  const [, error] = /"(?:error|message)"\s*:\s*"((?:[^"\\]|\\.)*)"/.exec(said) ?? [];
  if (status >= 400 || error !== undefined)
    throw new HarnessFault(`the probe's image could not be imported: ${error ?? said.trim()}`, 'engine');
}

const folders = ['bin', 'tmp', 'etc', 'home', 'run', 'var', 'opt'] as const;
const files = {
  'etc/passwd': 'root:x:0:0:root:/:/bin/sh\nuser:x:1000:1000::/home:/bin/sh\n',
  'etc/group': 'root:x:0:\nuser:x:1000:\n',
} as const;

/** The two files that come from elsewhere: busybox and the probe. */
async function parts(): Promise<readonly [Buffer, Buffer]> {
  return await Promise.all([readFile(findBusybox()), readFile(new URL('probe.sh', import.meta.url))]);
}

function archiveOf([busybox, probe]: readonly [Buffer, Buffer]): Pack {
  const archive = pack();
  for (const name of folders)
    archive.entry({ name, type: 'directory', mode: name === 'tmp' ? 0o1777 : 0o755 });
  archive.entry({ name: busyboxPath.slice(1), mode: 0o755 }, busybox);
  for (const applet of applets)
    archive.entry({ name: `bin/${applet}`, type: 'symlink', linkname: busyboxPath, mode: 0o777 });
  archive.entry({ name: probePath.slice(1), mode: 0o755 }, probe);
  for (const [name, content] of Object.entries(files)) archive.entry({ name, mode: 0o644 }, content);
  archive.finalize();
  return archive;
}
