import type { MutantStory, ProgramMutant } from '../../harness/target.ts';

type Told = Omit<MutantStory, 'within'> & { readonly within?: number };

function shell({ within = 300, ...story }: Told): ProgramMutant {
  const file = new URL(`./mutants/shell/${story.name.replace(/^sh-/, '')}.sh`, import.meta.url);
  return { ...story, within, file, needs: ['bash', 'timeout'] };
}

/** The historical bugs as the shell programs they were. */
export const shellMutants: readonly ProgramMutant[] = [
  shell({
    name: 'sh-process-substitution',
    story: 'Reads the list from a process substitution, which loses the exit status of what produces it.',
    source: 'seed 004 F4',
    caughtBy: ['complete-or-loud'],
  }),
  shell({
    name: 'sh-generators-before-hardening',
    story:
      'Hands over mode and hardening behind the generators, and reads the list from a process substitution: a generator that dies takes the hardening with it.',
    source: 'seed 004 F4',
    caughtBy: ['mandatory-overlays-survive', 'complete-or-loud'],
  }),
  shell({
    name: 'sh-or-true',
    story: 'Puts `|| true` behind every generator: none can fail any more.',
    source: 'seed 004 F1',
    caughtBy: ['complete-or-loud'],
    within: 1_000,
  }),
  shell({
    name: 'sh-errexit-suspended',
    story: 'Relies on errexit inside a function that is called as `assemble || …`, where bash suspends it.',
    source: 'seed 004 F5',
    caughtBy: ['complete-or-loud'],
    within: 1_000,
  }),
  shell({
    name: 'sh-local-hides-status',
    story: 'Captures the list with `local list=$(…)`, which has the status of `local`.',
    source: 'expert',
    caughtBy: ['complete-or-loud'],
  }),
  shell({
    name: 'sh-pipe-hides-status',
    story: 'Pipes the list through another program without pipefail.',
    source: 'expert',
    caughtBy: ['complete-or-loud'],
  }),
  shell({
    name: 'sh-any-opt-out',
    story: 'Takes every value of NO_HARDENING for yes: `0`, `false` and ` 1` drop hardening too.',
    source: 'expert',
    caughtBy: ['opt-out-only-by-exact-1', 'mandatory-overlays-survive'],
  }),
  shell({
    name: 'sh-names-split',
    story: 'Goes through the output of `ls`: a generator with a space in its name is never run.',
    source: 'expert',
    caughtBy: ['generators-run-once-in-byte-order', 'complete-or-loud'],
    within: 600,
  }),
  shell({
    name: 'sh-overlays-not-judged',
    story: 'Lists whatever a generator left, also an overlay that opens the container.',
    source: 'seed 004 F4',
    caughtBy: ['posture-at-least-as-closed', 'opening-overlay-refused-by-name'],
  }),
  shell({
    name: 'sh-forbidden-words',
    story: 'Looks for the words it fears, and finds only those that are spelled as it spells them.',
    source: 'expert',
    caughtBy: ['posture-at-least-as-closed', 'opening-overlay-refused-by-name'],
  }),
  shell({
    name: 'sh-list-left-in-tmp',
    story: 'Captures the list in a temporary file, and leaves it there when something fails.',
    source: 'expert',
    caughtBy: ['nothing-left-after-failure'],
  }),
  shell({
    name: 'sh-half-cleaned',
    story: 'Removes nothing after a failure: the next session finds the overlay of this one.',
    source: 'expert',
    caughtBy: ['nothing-left-after-failure'],
  }),
];
