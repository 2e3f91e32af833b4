import type { EventBody } from '../../engine/events.ts';
import { cellLines } from './cells.ts';
import { count, counted } from './numbers.ts';
import type { Paint } from './paint.ts';

type Killed = Extract<EventBody, { readonly type: 'mutant-killed' }>;
type Survived = Extract<EventBody, { readonly type: 'mutant-survived' }>;
type Skipped = Extract<EventBody, { readonly type: 'mutant-skipped' }>;

/** What is known of a mutant: by what it was killed, that it survived, or why it was not hunted. */
export type MutantEvent = Killed | Survived | Skipped;

/** Mutants come one by one: the columns can't wait for the longest name. */
const columns = [8, 27, 32, 10] as const;

/** `1`, `1 and 2`, `1, 2 and 3`. */
function listed(values: readonly number[]): string {
  const [last, ...before] = [...values].reverse();
  if (last === undefined) return '';
  return before.length === 0 ? String(last) : `${before.reverse().join(', ')} and ${last}`;
}

function cells(event: MutantEvent, paint: Paint): readonly string[] {
  const { colours, signs } = paint;
  const mutant = paint.safe(event.mutant, 80);
  if (event.type === 'mutant-skipped')
    return [colours.yellow('skipped'), mutant, signs.none, '', paint.safe(event.reason, 200)];
  if (event.type === 'mutant-survived') {
    const seeds =
      event.seeds.length === 0
        ? ''
        : `at ${event.seeds.length === 1 ? 'seed' : 'seeds'} ${listed(event.seeds)}`;
    return [colours.red('SURVIVED'), mutant, signs.none, counted(event.within, 'run'), seeds];
  }
  const worst = Math.max(0, ...event.runs);
  const late = worst > event.within ? colours.yellow(` of ${count(event.within)}`) : '';
  const gist = paint.safe(event.gist, 200);
  return [
    colours.green('killed'),
    mutant,
    paint.safe(event.property, 80),
    `run ${count(worst)}${late}`,
    gist,
  ];
}

/** A mutant as a row of the table, with the worst of its seeds. */
export function mutantLines(event: MutantEvent, paint: Paint): string[] {
  const row = cells(event, paint).map((text, nth) => ({
    text,
    gap: nth === 0 ? 2 : 1,
    width: columns[nth] ?? 0,
  }));
  return cellLines(row, paint.columns(), 11);
}

/** The last sentence: how many were killed, and what to do about a survivor. */
export function mutantsSentence(events: readonly MutantEvent[], paint: Paint): string {
  const survivors = events.filter(event => event.type === 'mutant-survived');
  const skipped = events.filter(event => event.type === 'mutant-skipped').length;
  const hunted = events.length - skipped;
  const [first] = survivors;
  const left =
    skipped === 0 ? '' : ` ${paint.signs.dot} ${paint.colours.yellow(`${count(skipped)} skipped`)}`;
  const killed = `${count(hunted - survivors.length)} of ${count(hunted)} killed`;
  if (first === undefined) return `${paint.colours.green(killed)}${left}`;
  const one = survivors.length === 1;
  const survived = paint.colours.red(`${count(survivors.length)} survived`);
  const told = `no property tells ${one ? 'it' : 'them'} from the reference`;
  const fidelity = first.fidelity === undefined ? '' : ` --fidelity ${first.fidelity}`;
  const command = `seatrial fuzz ${paint.shellWord(first.target)} --impl ${paint.shellWord(first.mutant)}${fidelity}`;
  return `${killed}${left} ${paint.signs.dot} ${survived}: ${told}. Run ${one ? 'it' : 'one'} alone: ${command}`;
}
