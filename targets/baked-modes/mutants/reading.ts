import { type BakedMutant, mutantOf, mutantWith } from '../mutant.ts';
import { bake } from '../reference/bake.ts';
import { expand } from '../reference/dockerfile/expand.ts';
import { readInstructions } from '../reference/dockerfile/instructions.ts';
import { BuildFault, CannotTell } from '../reference/outcome.ts';
import { run } from '../reference/run/run.ts';
import { emptyTree } from '../reference/tree/nodes.ts';

/** What goes wrong when a Dockerfile is read. */
export const readMutants: readonly BakedMutant[] = [
  mutantWith(
    {
      name: 'runs-not-understood-are-skipped',
      story: 'Passes over a RUN that it does not understand, and is sure of what it has not seen.',
      source: 'expert: a linter that reads COPY only',
      caughtBy: ['unknown-is-said'],
      within: 300,
    },
    {
      run: (rest, variables, place) => {
        try {
          run(rest, variables, place);
        } catch (error) {
          if (!(error instanceof CannotTell)) throw error;
        }
      },
    },
  ),
  mutantWith(
    {
      name: 'runs-not-read',
      story:
        'Reads COPY and no RUN: a chmod behind it that mends the folders, or shuts the file, is not seen.',
      source: 'seed 004, F3: static assertions on the COPY line alone',
      caughtBy: ['folders-have-their-modes', 'no-false-refusal'],
      within: 100,
    },
    { run: () => undefined },
  ),
  mutantWith(
    {
      name: 'recursion-lost',
      story: 'Reads chmod -R as chmod: only the folder itself changes.',
      source: 'chmod(1)',
      caughtBy: ['files-have-their-modes'],
      within: 1000,
    },
    { run: (rest, variables, place) => run(rest.replaceAll(' -R ', ' '), variables, place) },
  ),
  mutantWith(
    {
      name: 'only-the-first-command',
      story: 'Reads a RUN up to its first &&.',
      source: 'expert',
      caughtBy: ['files-are-there', 'files-have-their-modes', 'folders-have-their-modes'],
      within: 800,
    },
    { run: (rest, variables, place) => run(rest.split(' && ')[0] ?? '', variables, place) },
  ),
  mutantWith(
    {
      name: 'archives-are-copied',
      story:
        'Has ADD copy an archive, where builders unpack it: what comes out of it, and with which modes, is never asked.',
      source: 'Dockerfile reference, ADD: local tar archives are unpacked',
      caughtBy: ['unknown-is-said'],
      within: 3000,
    },
    { isArchive: () => false },
  ),
  mutantOf(
    {
      name: 'images-are-empty',
      story:
        'Takes an image that it can’t look into for an empty one: folders that are there, shut or open, are thought to be made.',
      source: 'expert',
      caughtBy: ['unknown-is-said'],
      within: 400,
    },
    request => bake({ ...request, assumptions: { bases: emptyTree, harmlessRuns: false } }),
  ),
  mutantWith(
    {
      name: 'flags-not-known-are-skipped',
      story:
        'Passes over options of COPY that it does not know: --link and --parents put files elsewhere, or folders anew.',
      source: 'moby/buildkit issue 3602; Dockerfile reference, COPY --link',
      caughtBy: ['unknown-is-said'],
      within: 1500,
    },
    {
      readInstructions: text => readInstructions(text.replace(/ --(link|parents)(?= )/g, '')),
    },
  ),
  mutantWith(
    {
      name: 'comments-are-read',
      story: 'Reads what is commented out: a line that somebody switched off counts.',
      source: 'expert: grep COPY Dockerfile',
      caughtBy: ['files-are-there', 'no-false-refusal'],
      within: 200,
    },
    { readInstructions: text => readInstructions(text.replace(/^\s*# (?=[A-Z]+ )/gm, '')) },
  ),
  mutantWith(
    {
      name: 'here-documents-are-read',
      story: 'Reads the text of a here-document as instructions.',
      source: 'expert: a parser from before here-documents',
      caughtBy: ['files-are-there'],
      within: 1500,
    },
    {
      readInstructions: text => {
        const read = readInstructions(text);
        const inner = read.instructions.flatMap(one => [
          one,
          ...one.heredocs.flatMap(({ content }) =>
            readInstructions(content).instructions.filter(({ keyword }) => keyword === 'COPY'),
          ),
        ]);
        return { ...read, instructions: inner };
      },
    },
  ),
  mutantWith(
    {
      name: 'escape-not-read',
      story: 'Does not know the escape directive: lines that are broken with a backquote fall apart.',
      source: 'Dockerfile reference, parser directives',
      caughtBy: ['no-false-refusal'],
      within: 3000,
    },
    { readInstructions: text => readInstructions(text.replace(/^# escape=.*$/m, '# none')) },
  ),
  mutantWith(
    {
      name: 'keywords-in-upper-case-only',
      story: 'Knows instructions in upper case only; the others are passed over.',
      source: 'Dockerfile reference: instructions are not case-sensitive',
      caughtBy: ['no-false-refusal', 'files-are-there'],
      within: 600,
    },
    {
      readInstructions: text =>
        readInstructions(text.replace(/^(from|copy|run|user|workdir|add|arg|env)(?= )/gm, '# $1')),
    },
  ),
  mutantWith(
    {
      name: 'defaults-lost',
      story: 'Reads ${NAME:-word} as ${NAME}: files land in the root folder.',
      source: 'Dockerfile reference, environment replacement',
      caughtBy: ['files-are-there'],
      within: 4000,
    },
    { expand: (word, variables, escaping) => expand(word.replace(/:-[^}]*\}/g, '}'), variables, escaping) },
  ),
  mutantWith(
    {
      name: 'unset-mode-is-644',
      story: 'Takes --chmod with a variable that is not set for 644, where builders take it for not given.',
      source: 'BuildKit: an option that expands to nothing was not given',
      caughtBy: ['fine-means-readable', 'files-have-their-modes', 'folders-have-their-modes'],
      within: 4000,
    },
    {
      expand: (word, variables, escaping) =>
        expand(word, variables, escaping) || (word === '${MODE}' ? '644' : ''),
    },
  ),
  mutantWith(
    {
      name: 'options-of-run-skipped',
      story: 'Passes over options of RUN: what a mount hides is thought to be in the image.',
      source: 'Dockerfile reference, RUN --mount',
      caughtBy: ['unknown-is-said'],
      within: 3000,
    },
    { readInstructions: text => readInstructions(text.replace(/^RUN --mount=\S+ /gim, 'RUN ')) },
  ),
  mutantWith(
    {
      name: 'quotes-are-split',
      story: 'Splits the values of ENV at every blank, and refuses what stands in quotes.',
      source: 'found: the reference did so',
      caughtBy: ['no-false-refusal'],
      within: 2500,
    },
    {
      readInstructions: text => {
        if (/^ENV .*="\w+ /im.test(text)) throw new BuildFault('a quote that is not closed');
        return readInstructions(text);
      },
    },
  ),
  mutantWith(
    {
      name: 'argument-beats-variable',
      story: 'Lets ARG decide where ENV has the same name.',
      source: 'Dockerfile reference, ARG: ENV always overrides an ARG of the same name',
      caughtBy: ['files-are-there', 'files-have-their-modes'],
      within: 2500,
    },
    { variablesOf: stage => new Map([...stage.environment, ...stage.arguments]) },
  ),
];
