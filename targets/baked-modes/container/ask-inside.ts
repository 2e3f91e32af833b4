import { HarnessFault } from '../../../harness/harness-fault.ts';
import type { Engine } from '../../../harness/stage.ts';
import { type ContainerRan, runContainer } from '../../../harness/world/engine/containers.ts';
import type { EngineClient } from '../../../harness/world/engine/engine-client.ts';
import { findEnginePrograms } from '../../../harness/world/engine/engine-programs.ts';
import type { Access } from '../observation.ts';

/** Where busybox is put into a container that may hold nothing but the policy. */
const busybox = '/.seatrial/busybox';

/**
 * Reads every path first, as what is tried then changes modes. A folder can be changed by who can rename what is on the
 * way in it, sticky or not, or set its mode; a file by who can write to it or set its mode.
 */
const script = `
b=${busybox}
nth=0
for path; do
  if [ -d "$path" ]; then said=folder
  elif said=$($b cat "$path" 2>&1 >/dev/null); then said=reads
  fi
  echo "read $nth $said"
  nth=$((nth + 1))
done
[ "$($b id -u)" = 0 ] && exit 0
try() {
  if [ -d "$1" ] && [ -n "$2" ] && $b mv "$1/$2" "$1/.seatrial-try" 2>/dev/null; then
    $b mv "$1/.seatrial-try" "$1/$2"
    echo "change $nth $1"
  elif $b chmod u+w "$1" 2>/dev/null; then echo "change $nth $1"
  elif [ -f "$1" ] && [ -w "$1" ]; then echo "change $nth $1"
  fi
}
way() {
  whole=$1 at=
  set -f; IFS=/; set -- $1; unset IFS
  for name; do
    [ -z "$name" ] && continue
    try "\${at:-/}" "$name"
    at=$at/$name
  done
  try "$whole" ''
}
nth=0
for path; do
  way "$path"
  end=$($b readlink -f "$path" 2>/dev/null) && [ "$end" != "$path" ] && way "$end"
  nth=$((nth + 1))
done
exit 0
`;

/** What the engine itself puts into every container. */
const engines = /^\/(proc|dev|sys)(\/|$)|^\/etc\/(hosts|hostname|resolv\.conf|mtab)$/;

/**
 * Starts an image as a user and has it try to read each path, and to change it.
 * @param user as USER would have it
 * @returns by path, those left out that are the engine's own; or why there is no container
 * @throws HarnessFault `engine`
 */
export async function askInside(
  client: EngineClient,
  engine: Engine,
  {
    image,
    user,
    paths,
  }: { readonly image: string; readonly user: string; readonly paths: readonly string[] },
): Promise<ReadonlyMap<string, Access> | string> {
  const found = findEnginePrograms();
  if (found.kind === 'missing') throw new HarnessFault(`asking needs ${found.programs.join(', ')}`, 'engine');
  const asked = paths.filter(path => !engines.test(path));
  const ran = await runContainer(client, engine, {
    Image: image,
    User: user,
    Entrypoint: [busybox, 'sh', '-c', script, 'ask'],
    Cmd: asked,
    WorkingDir: '/',
    HostConfig: { Binds: [`${found.programs.busybox}:${busybox}:ro`] },
  });
  if (!('refused' in ran)) return accessOf(ran, asked);
  // Nothing can be started below a root folder that the user can't go through.
  if (/permission denied/i.test(ran.refused))
    return new Map(asked.map(path => [path, { reads: 'denied', changes: '' }]));
  if (/unable to find (user|group)|no matching entries/i.test(ran.refused)) return ran.refused;
  throw new HarnessFault(`a container could not be started: ${ran.refused}`, 'engine');
}

function accessOf({ status, out, err }: ContainerRan, asked: readonly string[]): ReadonlyMap<string, Access> {
  const lines = out.split('\n');
  return new Map(
    asked.map((path, nth) => {
      const said = lines.find(line => line.startsWith(`read ${nth} `))?.slice(`read ${nth} `.length);
      const reads = said === undefined ? undefined : readingOf(said);
      if (reads === undefined)
        throw new HarnessFault(
          `a container told nothing of ${path}: ${status} ${said} ${err.trim()}`,
          'engine',
        );
      const begin = `change ${nth} `;
      const changes = lines.find(line => line.startsWith(begin))?.slice(begin.length) ?? '';
      return [path, { reads, changes }];
    }),
  );
}

function readingOf(said: string): Access['reads'] | undefined {
  if (said === 'reads') return 'reads';
  if (/Permission denied$/.test(said)) return 'denied';
  return said === 'folder' ||
    /(No such file or directory|Not a directory|Too many .*links?|Symbolic link loop)$/i.test(said)
    ? 'nothing'
    : undefined;
}
