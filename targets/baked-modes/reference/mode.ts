import { BuildFault, CannotTell } from './outcome.ts';

const octal = /^[0-7]{1,4}$/;
const clause = /^([ugoa]*)((?:[-+=](?:[rwxX]*|[ugo]))+)$/;
const shifts = { u: 6, g: 3, o: 0 } as const;
/** Set-uid, set-gid, sticky: what = takes along. */
const specials = { u: 0o4000, g: 0o2000, o: 0o1000 } as const;
type Class = keyof typeof shifts;

/**
 * A mode after a change, as chmod(1) writes it: octal, or symbolic clauses.
 * @param umask what a clause without u, g, o and a leaves alone
 * @throws BuildFault for what is no mode; CannotTell for what chmod knows and this does not: s and t
 */
export function changedMode(change: string, before: number, isFolder: boolean, umask: number): number {
  if (octal.test(change)) return Number.parseInt(change, 8);
  if (/^\d/.test(change)) throw new BuildFault(`no mode: ${change}`);
  let mode = before;
  for (const part of change.split(',')) {
    const [, who, actions] = clause.exec(part) ?? [];
    if (who === undefined || actions === undefined) {
      if (/^[ugoa]*([-+=][rwxXstugo]*)+$/.test(part))
        throw new CannotTell(`what the mode ${change} comes to`);
      throw new BuildFault(`no mode: ${change}`);
    }
    for (const [action] of actions.matchAll(/[-+=][rwxXugo]*/g))
      mode = afterAction(action, who, mode, isFolder, umask);
  }
  return mode;
}

function afterAction(action: string, who: string, before: number, isFolder: boolean, umask: number): number {
  const operator = action.charAt(0);
  const spared = who === '' ? umask : 0;
  if (operator === '-' && spared !== 0) throw new CannotTell(`what chmod ${action} says under a umask`);
  const classes = (who === '' || who.includes('a') ? ['u', 'g', 'o'] : [...who]) as Class[];
  const wanted = permissionsOf(action.slice(1), before, isFolder);
  // chmod leaves set-uid and set-gid of folders alone unless they are named.
  const kept = isFolder ? 0o6000 : 0;
  let mode = before;
  for (const one of classes) {
    const bits = (wanted << shifts[one]) & ~spared;
    const all = 0o7 << shifts[one];
    if (operator === '+') mode |= bits;
    else if (operator === '-') mode &= ~bits;
    else mode = (mode & ~(all | (specials[one] & ~kept))) | bits;
  }
  return mode;
}

/** Three bits. */
function permissionsOf(letters: string, mode: number, isFolder: boolean): number {
  let bits = 0;
  for (const letter of letters) {
    if (letter === 'r') bits |= 4;
    else if (letter === 'w') bits |= 2;
    else if (letter === 'x') bits |= 1;
    else if (letter === 'X') bits |= isFolder || (mode & 0o111) !== 0 ? 1 : 0;
    else bits |= (mode >> shifts[letter as Class]) & 7;
  }
  return bits;
}
