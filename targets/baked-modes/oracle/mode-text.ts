/** One of the nine permissions. */
interface Permission {
  readonly who: string;
  readonly what: string;
  readonly bit: number;
}

const nine: readonly Permission[] = ['u', 'g', 'o'].flatMap((who, row) =>
  ['r', 'w', 'x'].map((what, column) => ({ who, what, bit: 0o400 >> (row * 3 + column) })),
);

/** What goes with the three of each when they are set anew. */
const extra = [
  { who: 'u', bit: 0o4000 },
  { who: 'g', bit: 0o2000 },
  { who: 'o', bit: 0o1000 },
];

/**
 * What a mode becomes, permission by permission: each clause takes, gives, or leaves it.
 * @param spared permissions that a clause for nobody in particular does not touch, where it gives
 */
export function modeBy(text: string, mode: number, isFolder: boolean, spared: number): number {
  if (/^[0-7]+$/.test(text)) return Number.parseInt(text, 8);
  let now = mode;
  for (const clause of text.split(',')) {
    const at = clause.search(/[-+=]/);
    const people = clause.slice(0, at);
    for (const [, sign = '', what = ''] of clause.slice(at).matchAll(/([-+=])([^-+=]*)/g)) {
      const before = now;
      const has = ({ what: permission, who, bit }: Permission): boolean => {
        if (people === '' && (spared & bit) !== 0) return false;
        if (/^[ugo]$/.test(what)) {
          const same = nine.find(one => one.who === what && one.what === permission);
          return same !== undefined && (before & same.bit) !== 0 && who !== '';
        }
        const runs = what.includes('X') && (isFolder || (before & 0o111) !== 0);
        return what.includes(permission) || (permission === 'x' && runs);
      };
      if (sign === '=')
        for (const { who, bit } of extra)
          if (people === '' || people.includes('a') || people.includes(who))
            now &= isFolder && bit !== 0o1000 ? 0o7777 : ~bit;
      for (const one of nine) {
        if (people !== '' && !people.includes('a') && !people.includes(one.who)) continue;
        if (sign === '=') now = has(one) ? now | one.bit : now & ~one.bit;
        else if (has(one)) now = sign === '+' ? now | one.bit : now & ~one.bit;
      }
    }
  }
  return now;
}
