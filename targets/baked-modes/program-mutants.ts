import type { MutantStory, ProgramMutant } from '../../harness/target.ts';

function shell(story: MutantStory): ProgramMutant {
  return { ...story, file: new URL(`./mutants/${story.name}.sh`, import.meta.url), needs: ['bash'] };
}

/** Builders and checks in shell, with one known bug each. */
export const programMutants: readonly ProgramMutant[] = [
  shell({
    name: 'shell-own-umask',
    story: 'Copies as cp does and pins nothing: a builder with umask 077 bakes files of 0600.',
    source: 'seed 004, F3',
    caughtBy: ['umask-does-not-matter'],
    within: 200,
  }),
  shell({
    name: 'shell-chmod-everything',
    story: 'Pins with a recursive chmod 644: nobody can go through the folders any more.',
    source: 'seed 004, F3: 644 must never be the directory mode',
    caughtBy: ['folders-have-their-modes'],
    within: 200,
  }),
  shell({
    name: 'shell-greps-the-copy',
    story: 'Asserts that a COPY line has --chmod=644, and asks nothing of the folders that it makes.',
    source: 'seed 004, F3: static tests assert both',
    caughtBy: ['fine-means-readable'],
    within: 100,
  }),
  shell({
    name: 'shell-asks-test-r',
    story: 'Asks `test -r` as root: nothing is ever unreadable.',
    source: 'seed 004: tests on modes that root must skip',
    caughtBy: ['fine-means-readable'],
    within: 400,
  }),
  shell({
    name: 'shell-folder-in-folder',
    story: 'Copies a folder with its name, as cp -r does: the policy lands where nobody looks.',
    source: 'Dockerfile reference, COPY: the directory itself is not copied, only its contents',
    caughtBy: ['files-are-there'],
    within: 200,
  }),
  shell({
    name: 'shell-or-true',
    story: 'Passes over what fails: a source that is missing, a chmod of what is not there.',
    source: 'seed 004: || true',
    caughtBy: ['refuses-what-can-not-be-built'],
    within: 300,
  }),
  shell({
    name: 'shell-keeps-owners',
    story: 'Copies with cp -a: files belong to the number that the builder’s user had.',
    source: 'Dockerfile reference, COPY --chown',
    caughtBy: ['owners-are-as-told'],
    within: 100,
  }),
  shell({
    name: 'shell-mends-the-checkout',
    story: 'Opens the checkout before it builds, and every other machine stays as it was.',
    source: 'seed 004, F3: modes belong into the Dockerfile',
    caughtBy: ['only-the-image-changes'],
    within: 20,
  }),
];
