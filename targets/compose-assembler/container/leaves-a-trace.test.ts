import { expect, test } from 'vitest';
import { mandatoryFiles } from '../oracle.ts';
import type { Opening } from '../posture/openings.ts';
import { distinctSets } from '../real-compose/file-sets.ts';
import { handedOver } from './inside-differential.ts';
import { leavesATrace } from './leaves-a-trace.ts';

/** A session whose own files leave the user to the image. */
const { scenario, mandatory } = withoutUser();
function withoutUser() {
  for (const set of distinctSets(400, 3)) {
    const { scenario } = handedOver(set);
    const mandatory = mandatoryFiles(scenario).map(({ text }) => text);
    if (mandatory.every(text => !text.includes('user:'))) return { scenario, mandatory };
  }
  throw new Error('no such file set is drawn');
}

const opening = (what: string): Opening => ({ service: 'agent', what, family: 'rights' });
const withUser = (user: string) => [...mandatory, `services:\n  agent:\n    user: "${user}"\n`];

test.for(['root', '0', '0:0'])('user %s is the probe image’s own: no trace', user => {
  expect(leavesATrace(opening('runs as root'), { scenario, texts: withUser(user), mountedTwice: {} })).toBe(
    false,
  );
});

test.for(['1000', 'user', '0:1000', '65534'])('user %s is another inside', user => {
  expect(
    leavesATrace(opening('runs as another user'), { scenario, texts: withUser(user), mountedTwice: {} }),
  ).toBe(true);
});

test('what runs beside a container has no trace, what it may do has', () => {
  expect(leavesATrace(opening('a hook runs as root'), { scenario, texts: mandatory, mountedTwice: {} })).toBe(
    false,
  );
  expect(leavesATrace(opening('gains CAP_SYS_ADMIN'), { scenario, texts: mandatory, mountedTwice: {} })).toBe(
    true,
  );
});

test('of two mounts for one place the engine may make the other', () => {
  const replaced = opening('mount at "/policy" replaced');
  const listed = { scenario, texts: mandatory };
  expect(leavesATrace(replaced, { ...listed, mountedTwice: { agent: ['/policy'] } })).toBe(false);
  expect(leavesATrace(replaced, { ...listed, mountedTwice: { agent: ['/other'], proxy: ['/policy'] } })).toBe(
    true,
  );
});
