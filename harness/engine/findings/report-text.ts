import type { AnyTarget, Row, World } from '../../target.ts';
import { quoteWord } from '../../world/shell-words.ts';
import type { Finding } from '../events.ts';

/** `report.md`: a finding for somebody who has only this file. */
export function reportText(finding: Finding, target: AnyTarget, scenario: unknown): string {
  const property = target.properties.find(({ name }) => name === finding.property);
  const { repeats, shrinks, seed, run } = finding;
  const impl = finding.option === undefined ? '' : ` --impl ${quoteWord(finding.option)}`;
  const fidelity = finding.fidelity === 'model' ? '' : ` --fidelity ${finding.fidelity}`;
  const engine = finding.engine === undefined ? '' : ` --engine ${quoteWord(finding.engine)}`;
  const often = repeats.seen < repeats.of ? `Flaky: it repeated ${repeats.seen} of ${repeats.of} times.` : '';
  return [
    `# ${finding.target}: ${finding.property}`,
    code(finding.reason),
    property === undefined ? '' : `What must hold: ${property.statement}`,
    often,
    table('What is known', [
      ['implementation', finding.implementation],
      ['fidelity', finding.fidelity],
      ['bucket', finding.bucket],
      ['found', `run ${run} of seed ${seed}, shrunk ${shrinks} times (${finding.shrinking})`],
      ...finding.details,
    ]),
    table('Scenario', target.account.scenario(scenario)),
    world(target.account.world(scenario)),
    `## Run it again\n\n${code(`npx seatrial repro ${quoteWord(finding.file)}${impl}${fidelity}${engine}`)}`,
    `## Keep it\n\n${code(`npx seatrial corpus add ${quoteWord(finding.file)}${impl}${fidelity}${engine}`)}`,
  ]
    .filter(part => part !== '')
    .join('\n\n')
    .concat('\n');
}

function world({ arguments: words, environment, files, notes }: World): string {
  return table('World', [
    ...(words.length > 0 ? [['arguments', words.join(' ')] as const] : []),
    ...Object.entries(environment).map(([name, value]): Row => [name, value]),
    ...files.map(({ kind, path }): Row => [kind, path]),
    ...notes,
  ]);
}

function table(title: string, rows: readonly Row[]): string {
  if (rows.length === 0) return '';
  return `## ${title}\n\n${rows.map(([label, text]) => `- ${label}: ${inline(text)}`).join('\n')}`;
}

/** Text of a scenario as inert Markdown: in a fence or backticks longer than any in it, control characters visible. */
function inline(text: string): string {
  const plain = visible(text).replace(/\n/g, '\\n');
  if (plain === '') return '(empty)';
  const ticks = '`'.repeat(longestRun(plain) + 1);
  return `${ticks} ${plain} ${ticks}`;
}

function code(text: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}\n${visible(text)}\n${fence}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
}

function visible(text: string): string {
  return text.replace(
    /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
