import { modelSteps } from '../model-steps.ts';
import { assembleWith } from '../reference/assemble.ts';
import { allowedKeys, judgeOverlay } from '../reference/overlay/judge-overlay.ts';
import { isPlainList, isPlainMap, type Plain } from '../reference/plain-yaml.ts';
import { mutant } from './mutant.ts';

function* checkMode(value: Plain): Iterable<string> {
  if (!isPlainList(value)) return;
  const readOnly = value.every(entry =>
    isPlainMap(entry) ? entry.get('read_only') === true : String(entry).endsWith(':ro'),
  );
  if (!readOnly) yield 'mounts something that is not read-only';
}

/** Lets every read-only mount through: a socket answers whoever connects, read-only or not. */
export const readOnlyIsSafe = mutant({
  name: 'read-only-is-safe',
  story: 'Lets every read-only mount through: a socket answers whoever connects, read-only or not.',
  source: 'expert',
  caughtBy: ['posture-at-least-as-closed', 'opening-overlay-refused-by-name'],
  within: 750,
  subject: {
    assemble: assembleWith({
      ...modelSteps,
      judgeOverlay: (overlay, rules) =>
        judgeOverlay(overlay, rules, new Map([...allowedKeys, ['volumes', checkMode]])),
    }),
  },
});
