import { Command } from 'commander';
import { listCorpus } from '../corpus/store.ts';
import { type AnyTarget, fidelitiesOf, type MutantStory } from '../target.ts';
import { corpusFolder } from './corpus-folder.ts';
import { type ExitStatus, exitStatus } from './exit-status.ts';
import { shared } from './options.ts';
import { printJson, printText } from './print.ts';
import { findTargets } from './registry.ts';
import type { Finish } from './run.ts';

interface ListOptions {
  readonly json?: boolean;
  readonly corpus?: string;
}

const examples = `
Examples:
  seatrial list
  seatrial list compose-assembler
  seatrial list --json`;

export function create(finish: Finish): Command {
  return new Command('list')
    .description('Lists targets with their properties, implementations and cases.')
    .argument('[target...]', 'the targets; all, when none is named')
    .addOption(shared.corpus())
    .addOption(shared.json())
    .addHelpText('after', examples)
    .action(async (names: readonly string[], options: ListOptions) => finish(await list(names, options)));
}

async function list(names: readonly string[], { json = false, corpus }: ListOptions): Promise<ExitStatus> {
  const registered = await findTargets(names);
  const files = await listCorpus(corpusFolder(corpus));
  const targets = registered.map(({ target }) => ({
    target,
    cases: files.filter(({ folder }) => folder === target.name).length,
  }));
  if (json) await printJson({ targets: targets.map(({ target, cases }) => documentOf(target, cases)) });
  else await printText(targets.map(({ target, cases }) => textOf(target, cases)).join('\n\n'));
  return exitStatus.nothingNew;
}

function documentOf(target: AnyTarget, cases: number): unknown {
  return {
    name: target.name,
    summary: target.summary,
    source: target.source,
    fidelities: fidelitiesOf(target),
    properties: target.properties.map(({ name, statement }) => ({ name, statement })),
    mutants: target.mutants.map(storyOf),
    programs: (target.command?.mutants ?? []).map(storyOf),
    labels: target.scenario.atLeast,
    examples: target.scenario.examples.length,
    cases,
  };
}

function storyOf({ name, story, source, caughtBy, within }: MutantStory): MutantStory {
  return { name, story, source, caughtBy, within };
}

function textOf(target: AnyTarget, cases: number): string {
  const { properties, mutants, scenario, command } = target;
  const programs = command?.mutants ?? [];
  const named = [...properties, ...mutants, ...programs];
  const width = Math.max(...named.map(({ name }) => name.length)) + 2;
  return [
    `${target.name}: ${target.summary}`,
    `  ${cases} cases · ${scenario.examples.length} examples · ${Object.keys(scenario.atLeast).length} labels with a floor`,
    `  from ${target.source.join(', ')}`,
    `  runs at fidelity ${fidelitiesOf(target).join(', ')}`,
    `  ${properties.length} properties`,
    ...properties.map(({ name, statement }) => `    ${name.padEnd(width)}${statement}`),
    `  ${mutants.length} mutants`,
    ...mutants.map(({ name, story }) => `    ${name.padEnd(width)}${story}`),
    ...(programs.length > 0 ? [`  ${programs.length} mutants that are programs`] : []),
    ...programs.map(({ name, story }) => `    ${name.padEnd(width)}${story}`),
  ].join('\n');
}
