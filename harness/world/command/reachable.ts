import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Identity } from '../../stage.ts';

/** What passes a folder, or reads a file, whoever's it is: CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH, capabilities(7). */
const passesAnything = 0b110n;

/**
 * Why somebody can't read a file, by the modes of the file and of every folder above it; undefined where they can. Only
 * modes are looked at: access control lists are beyond it.
 * @param path absolute
 */
export function whyUnreachable(path: string, who: Identity): string | undefined {
  // Root has back what its bounding set leaves it.
  const held = who.uid.effective === 0 ? who.bounding : who.ambient;
  if ((BigInt(`0x${held}`) & passesAnything) !== 0n) return undefined;
  for (let at = path, bit = 0o4; ; at = dirname(at), bit = 0o1) {
    const status = statSync(at, { throwIfNoEntry: false });
    if (status === undefined) return undefined;
    if ((status.mode & bitFor(status, who, bit)) === 0) {
      const mode = (status.mode & 0o7777).toString(8).padStart(4, '0');
      const what = at === path ? 'it has' : `${at} has`;
      return `uid ${who.uid.effective} can't read ${path}: ${what} mode ${mode}. Put it where everybody may read it`;
    }
    if (at === '/') return undefined;
  }
}

/** The bit of a mode that decides for somebody: the owner's, the group's or everybody's. */
function bitFor(status: { readonly uid: number; readonly gid: number }, who: Identity, bit: number): number {
  if (status.uid === who.uid.effective) return bit << 6;
  return status.gid === who.gid.effective || who.groups.includes(status.gid) ? bit << 3 : bit;
}
