import { HarnessFault } from '../../../harness/harness-fault.ts';
import {
  type ProcessIdentity,
  parseProcessIdentity,
} from '../../../harness/world/identity/process-identity.ts';
import { insideMark } from './inside-script.ts';

/** An entry as lstat(2) tells of it inside, or the code that looking at it fails with. */
export type SeenEntry = { readonly mode: number; readonly uid: number } | { readonly code: string };

/** What a process is inside a container, as the kernel says it. */
export interface Seen {
  /** The text of `/proc/self/status`. */
  readonly status: string;
  readonly identity: ProcessIdentity;
  /** Mode of seccomp(2): 2 is a filter. */
  readonly seccomp: number;
  /** Whether its user ids are those of the machine. */
  readonly ownIds: boolean;
  /** Names of network interfaces. */
  readonly interfaces: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Where the certificate cache should be; undefined: none is given. */
  readonly cache: SeenEntry | undefined;
  /** Where a link there leads. */
  readonly behind: SeenEntry | undefined;
}

/**
 * Takes the report out of what a container wrote.
 * @returns undefined where there is no whole report
 */
export function readInside(out: string): { readonly seen: Seen; readonly rest: string } | undefined {
  const end = out.indexOf('\n');
  if (!out.startsWith(insideMark) || end < 0) return undefined;
  const parts = Buffer.from(out.slice(insideMark.length, end), 'base64').toString('utf8').split('\0');
  const [status = '', map = '', devices = '', cache = '', behind = '', ...entries] = parts;
  if (status === '') return undefined;
  const seen: Seen = {
    status,
    identity: parseProcessIdentity(status),
    seccomp: Number(/^Seccomp:\t(\d+)$/m.exec(status)?.[1]),
    ownIds: /^\s*0\s+0\s+4294967295\s*$/.test(map),
    interfaces: devices.split('\n').flatMap(line => /^\s*([^\s:|]+):/.exec(line)?.[1] ?? []),
    environment: Object.fromEntries(
      entries
        .filter(entry => entry !== '')
        .map(entry => {
          const at = entry.indexOf('=');
          return [entry.slice(0, at), entry.slice(at + 1)];
        }),
    ),
    cache: entryIn(cache),
    behind: entryIn(behind),
  };
  return { seen, rest: out.slice(end + 1) };
}

/** What stat(1) says of errors, and their codes. */
const errors: readonly (readonly [text: string, code: string])[] = [
  ['No such file or directory', 'ENOENT'],
  ['Permission denied', 'EACCES'],
  ['Too many levels of symbolic links', 'ELOOP'],
  ['File name too long', 'ENAMETOOLONG'],
  ['Not a directory', 'ENOTDIR'],
];

function entryIn(said: string): SeenEntry | undefined {
  if (said === '') return undefined;
  const [, mode, uid] = /^([0-9a-f]+) (\d+)\n$/.exec(said) ?? [];
  if (mode !== undefined) return { mode: Number.parseInt(mode, 16), uid: Number(uid) };
  const code = errors.find(([text]) => said.trimEnd().endsWith(text))?.[1];
  if (code === undefined)
    throw new HarnessFault(`the certificate cache can not be looked at inside: ${said.trim()}`, 'bad-world');
  return { code };
}
