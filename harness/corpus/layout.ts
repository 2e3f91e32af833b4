import { membersOf, scalarJson } from './digest.ts';

/** Columns of a line, as the formatter of this repository counts them. */
const width = 110;

/** Characters that a reader of the file would not see, or that would reorder what they see. */
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * JSON for people: two spaces, one member a line, a list on one line where it fits and holds no object. A formatter of
 * JSON leaves it as it is. Ends with a line break.
 * @throws HarnessFault `bad-case` when JSON can't hold the value
 */
export function layout(value: unknown): string {
  return `${block(value, '', 0)}\n`;
}

/** @param used columns of its line that are taken: by what stands before the value, and by the comma after it */
function block(value: unknown, indent: string, used: number): string {
  if (!isContainer(value)) return scalar(value);
  const line = inline(value);
  if (line !== undefined && used + line.length <= width) return line;
  const deeper = `${indent}  `;
  if (!Array.isArray(value)) {
    return wrap('{', members(value, deeper), '}', indent);
  }
  const items = value.every(item => typeof item === 'number')
    ? filled(value.map(scalar), deeper)
    : value.map((item, index) => block(item, deeper, deeper.length + comma(index, value.length)));
  return wrap('[', items, ']', indent);
}

function members(value: object, indent: string): string[] {
  const all = membersOf(value);
  return all.map(([key, item], index) => {
    const name = `${scalar(key)}: `;
    return name + block(item, indent, indent.length + name.length + comma(index, all.length));
  });
}

/** Columns of the comma after an entry: the last has none. */
function comma(index: number, entries: number): number {
  return index < entries - 1 ? 1 : 0;
}

function wrap(open: string, lines: readonly string[], close: string, indent: string): string {
  return `${open}\n${lines.map(line => `${indent}  ${line}`).join(',\n')}\n${indent}${close}`;
}

/** A value on one line; undefined when it holds an object with members, which is never written so. */
function inline(value: unknown): string | undefined {
  if (!isContainer(value)) return scalar(value);
  if (!Array.isArray(value)) return membersOf(value).length === 0 ? '{}' : undefined;
  const items = value.map(inline);
  return items.includes(undefined) ? undefined : `[${items.join(', ')}]`;
}

/** As many numbers on a line as it holds. */
function filled(numbers: readonly string[], indent: string): string[] {
  const lines: string[] = [];
  for (const [index, next] of numbers.entries()) {
    const line = lines.at(-1);
    const added = next.length + ', '.length + comma(index, numbers.length);
    if (line === undefined || indent.length + line.length + added > width) lines.push(next);
    else lines[lines.length - 1] = `${line}, ${next}`;
  }
  return lines;
}

function scalar(value: unknown): string {
  const json = scalarJson(value);
  return typeof value === 'number' ? json.replace('e+', 'e') : json.replace(invisible, escaped);
}

function escaped(character: string): string {
  return Array.from({ length: character.length }, (_, unit) => {
    return `\\u${character.charCodeAt(unit).toString(16).padStart(4, '0')}`;
  }).join('');
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
