import { posix } from 'node:path';
import type { Variables } from '../dockerfile/expand.ts';
import type { RawInstruction } from '../dockerfile/instructions.ts';
import { BuildFault, CannotTell } from '../outcome.ts';
import { makeFolders } from '../tree/nodes.ts';
import { copyStep } from './copy-step.ts';
import type { BuiltStage, Site } from './stage.ts';

const withoutEffect = new Set([
  'CMD',
  'ENTRYPOINT',
  'LABEL',
  'EXPOSE',
  'HEALTHCHECK',
  'STOPSIGNAL',
  'MAINTAINER',
  'VOLUME',
]);

/** Does what one instruction does to the stage that is being built. @throws BuildFault, CannotTell */
export function step(one: RawInstruction, stage: BuiltStage, site: Site): void {
  const variables = site.parts.variablesOf(stage);
  const expand = (word: string): string => site.expand(word, variables);
  switch (one.keyword) {
    case 'ARG':
      declare(one, stage.arguments, expand, site.globals);
      return;
    case 'ENV':
      setEnvironment(one, stage, expand);
      return;
    case 'USER':
      stage.user = expand(one.rest);
      return;
    case 'WORKDIR':
      enter(expand(one.rest), one, stage, site);
      return;
    case 'COPY':
    case 'ADD':
      copyStep(one, stage, site, expand);
      return;
    case 'RUN':
      runStep(one, stage, site, variables);
      return;
    default:
      if (!withoutEffect.has(one.keyword)) throw new CannotTell(`what ${one.keyword} does`);
  }
}

/** Words between blanks; what stands in quotes, or behind a backslash, is no blank. */
function wordsIn(text: string): readonly string[] {
  return text.match(/(?:\\.|"(?:\\.|[^"\\])*"|'[^']*'|\S)+/g) ?? [];
}

/** ARG and ENV: `NAME=value`, or `NAME`, which takes the value from before the first stage. @throws BuildFault */
export function declare(
  { rest }: RawInstruction,
  into: Map<string, string>,
  expand: (word: string) => string,
  globals?: ReadonlyMap<string, string>,
): void {
  for (const word of wordsIn(rest)) {
    const [, name, value] = /^([^\s="']+)(?:=(.*))?$/.exec(word) ?? [];
    if (name === undefined) throw new BuildFault(`no variable: ${word}`);
    const given = value === undefined ? globals?.get(name) : expand(value);
    if (given !== undefined) into.set(name, given);
  }
}

/** Also `ENV NAME the rest of the line`, as it was written once. */
function setEnvironment(
  one: RawInstruction,
  { environment }: BuiltStage,
  expand: (word: string) => string,
): void {
  const [, name, value] = /^([^\s=]+)\s+(.*)$/.exec(one.rest) ?? [];
  if (name !== undefined && value !== undefined) environment.set(name, expand(value));
  else declare(one, environment, expand);
}

/** WORKDIR makes what is missing, for the user who is set. */
function enter(path: string, { line }: RawInstruction, stage: BuiltStage, { parts }: Site): void {
  stage.folder = posix.resolve(stage.folder, path);
  const owner = parts.workFolderOwner(stage.root, stage.user);
  makeFolders(stage.root, stage.folder, { mode: parts.workFolderMode, ...owner, line });
}

function runStep(one: RawInstruction, stage: BuiltStage, { parts }: Site, variables: Variables): void {
  if (one.flags.size > 0 || one.heredocs.length > 0) throw new CannotTell('what a RUN with options does');
  if (stage.user && !/^(0|root)(:(0|root))?$/.test(stage.user))
    throw new CannotTell(`what ${stage.user} may do in a RUN`);
  const place = { root: stage.root, folder: stage.folder, line: one.line, parts };
  parts.run(one.rest, variables, place);
}
