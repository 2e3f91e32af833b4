import { modelSteps } from '../model-steps.ts';
import { assembleWith } from '../reference/assemble.ts';
import { allowedKeys, judgeOverlay } from '../reference/overlay/judge-overlay.ts';
import { isPlainList, isPlainMap, type Plain } from '../reference/plain-yaml.ts';
import { mutant } from './mutant.ts';

function* checkSocket(value: Plain): Iterable<string> {
  if (!isPlainList(value)) return;
  const sources = value.map(entry =>
    String(isPlainMap(entry) ? entry.get('source') : String(entry).split(':')[0]),
  );
  if (sources.some(source => source.endsWith('docker.sock'))) yield "mounts the engine's socket";
  const writable = value.some(entry => !isPlainMap(entry) && !String(entry).endsWith(':ro'));
  if (writable) yield 'mounts something that is not read-only';
}

/** Looks for the name of the socket in the source of a mount; /var/run above it does not have it. */
export const socketByNameOnly = mutant({
  name: 'socket-by-name-only',
  story: 'Looks for the name of the socket in the source of a mount; /var/run above it does not have it.',
  source: 'expert',
  caughtBy: ['posture-at-least-as-closed', 'opening-overlay-refused-by-name'],
  within: 750,
  subject: {
    assemble: assembleWith({
      ...modelSteps,
      judgeOverlay: (overlay, rules) =>
        judgeOverlay(overlay, rules, new Map([...allowedKeys, ['volumes', checkSocket]])),
    }),
  },
});
