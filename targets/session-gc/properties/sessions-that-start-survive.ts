import { broken, holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import { homePath } from '../oracle.ts';
import type { Scenario } from '../scenario.ts';
import { startedPaths } from '../started.ts';

/** Who starts is not in the list yet. */
export const sessionsThatStartSurvive: Property<Scenario, Observation> = {
  name: 'sessions-that-start-survive',
  statement: 'A folder that is made after the listing began is never removed, in place of an orphan neither.',
  check(scenario, { first, second }) {
    const home = homePath(scenario);
    const started = first.listings.flatMap(listing => listing.started);
    for (const { after } of second === undefined ? [first] : [first, second]) {
      for (const id of started) {
        for (const [path, content] of startedPaths(id)) {
          const found = after.get(`${home}/${path}`);
          const is = content === undefined ? found?.kind === 'folder' : isFile(found, content);
          if (is) continue;
          return broken(`Session "${id}" started while names were listed, and its "${path}" is gone.`, {
            signature: 'a session that started is gone',
          });
        }
      }
    }
    return holds;
  },
};

function isFile(found: ReturnType<Observation['before']['get']>, content: string): boolean {
  return found?.kind === 'file' && Buffer.from(found.content).toString() === content;
}
