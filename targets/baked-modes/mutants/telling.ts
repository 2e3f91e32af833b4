import { type BakedMutant, mutantOf } from '../mutant.ts';
import { type Baked, bake } from '../reference/bake.ts';
import type { Verdict } from '../reference/check.ts';
import { entriesOf } from '../reference/tree/nodes.ts';

function withVerdicts(baked: Baked, change: (verdicts: readonly Verdict[]) => readonly Verdict[]): Baked {
  return { ...baked, verdicts: change(baked.verdicts) };
}

/** What goes wrong when verdicts are told. */
export const tellMutants: readonly BakedMutant[] = [
  mutantOf(
    {
      name: 'missing-is-fine',
      story: 'Has nothing to say against a file that is not there.',
      source: 'expert: find prints nothing and succeeds',
      caughtBy: ['fine-means-readable'],
      within: 100,
    },
    request =>
      withVerdicts(bake(request), verdicts =>
        verdicts.map(one => (one.verdict === 'missing' ? { ...one, verdict: 'fine' } : one)),
      ),
  ),
  mutantOf(
    {
      name: 'blames-the-file',
      story: 'Blames the file where a folder is at fault: its mode is mended, and nothing is better.',
      source: 'expert: EACCES names the whole path',
      caughtBy: ['reason-names-the-place'],
      within: 300,
    },
    request =>
      withVerdicts(bake(request), verdicts =>
        verdicts.map(one => (one.verdict === 'unreadable' ? { ...one, at: one.path } : one)),
      ),
  ),
  mutantOf(
    {
      name: 'counts-instructions',
      story: 'Counts instructions and calls them lines: comments and broken lines put it off.',
      source: 'expert',
      caughtBy: ['reason-names-the-place'],
      within: 600,
    },
    request => {
      const lines = request.dockerfile.split('\n');
      const shift = (line: number): number =>
        lines.slice(0, line).filter(one => one.trim() !== '' && !/^\s*#/.test(one)).length;
      return withVerdicts(bake(request), verdicts =>
        verdicts.map(one => (one.line === null ? one : { ...one, line: shift(one.line) })),
      );
    },
  ),
  mutantOf(
    {
      name: 'first-path-only',
      story: 'Judges the first path of the policy and stops.',
      source: 'expert',
      caughtBy: ['every-path-is-told'],
      within: 50,
    },
    request => withVerdicts(bake(request), verdicts => verdicts.slice(0, 1)),
  ),
  mutantOf(
    {
      name: 'only-warns',
      story: 'Says what is wrong and ends with 0: no pipeline stops.',
      source: 'seed 004, F5: || warn',
      caughtBy: ['exit-status-agrees'],
      within: 50,
    },
    request => {
      const baked = bake(request);
      return baked.exit === 1 ? { ...baked, exit: 0 } : baked;
    },
  ),
  mutantOf(
    {
      name: 'refuses-in-silence',
      story: 'Refuses, and does not say why.',
      source: 'ARCHITECTURE: refusals are never silent',
      caughtBy: ['exit-status-agrees'],
      within: 50,
    },
    request => ({ ...bake(request), complaints: [] }),
  ),
  mutantOf(
    {
      name: 'mends-the-context',
      story:
        'Makes the files of the checkout readable before it builds: the image is right on this machine, and the Dockerfile still wrong.',
      source: 'seed 004, F3: modes belong into the Dockerfile',
      caughtBy: ['only-the-image-changes'],
      within: 100,
    },
    request => {
      for (const [, node] of entriesOf(request.context)) if (node.kind !== 'link') node.mode |= 0o444;
      return bake(request);
    },
  ),
  mutantOf(
    {
      name: 'group-readable-is-an-alarm',
      story:
        'Complains of everything that is not exactly 0644: right images are refused until nobody runs it any more.',
      source: 'expert',
      caughtBy: ['no-false-refusal', 'alarms-are-true'],
      within: 300,
    },
    request =>
      withVerdicts(bake(request), verdicts =>
        verdicts.map(one =>
          /--chmod=(?!644)/.test(request.dockerfile) && one.verdict === 'fine'
            ? { ...one, verdict: 'unreadable' }
            : one,
        ),
      ),
  ),
];
