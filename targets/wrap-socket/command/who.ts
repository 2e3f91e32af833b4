import type { Identity } from '../../../harness/stage.ts';
import { asMask, bitsIn, noCapabilities } from '../../../harness/world/identity/capability-set.ts';
import { identityFacts } from '../../../harness/world/identity/identity-facts.ts';
import { identityFor } from '../../../harness/world/identity/identity-for.ts';
import type { ProcessIdentity } from '../../../harness/world/identity/process-identity.ts';
import { peerUid, serverUid, type WrapScenario } from '../scenario.ts';
import { standIn, themselves, type Users, whyNotAlone } from './users.ts';

/** Who the server is, or why the scenario can't be had here. */
export type Who =
  | { readonly kind: 'possible'; readonly identity: Identity | undefined; readonly users: Users }
  | { readonly kind: 'impossible'; readonly reason: string };

const chown = 1n;
const noUid = 4_294_967_295;

function impossible(reason: string): Who {
  return { kind: 'impossible', reason };
}

/** Whether a real server and real peers can play this. */
export function whoServes(scenario: WrapScenario): Who {
  const [fault] = scenario.faults;
  if (fault !== undefined)
    return impossible(`a call of ${fault.call} is to fail, and calls are not counted here: model fidelity`);
  if (scenario.meddler !== null) return impossible('a meddler acts between two calls: model fidelity');
  const uids = scenario.steps.flatMap(step => (step.do === 'connect' ? [peerUid(scenario, step.peer)] : []));
  if (uids.includes(noUid)) return impossible(`no process has user id ${noUid}`);
  const facts = identityFacts();
  if (facts.own.uid.effective !== 0) return whoServesAlone(scenario, facts.own);
  const obtained = identityFor(wanted(scenario), facts);
  if (obtained.kind === 'impossible') return obtained;
  return obtained.identity?.inUserNamespace === true
    ? impossible('there are no other users in a user namespace of its own')
    : { ...obtained, users: themselves };
}

/** The harness's own user is all that there is. */
function whoServesAlone(scenario: WrapScenario, { uid, effective }: ProcessIdentity): Who {
  if (bitsIn(effective) !== 0n) return impossible('the harness is not root, and has capabilities');
  const why = whyNotAlone(scenario, uid.effective);
  if (why !== undefined) return impossible(why);
  return { kind: 'possible', identity: undefined, users: standIn(scenario, uid.effective) };
}

function wanted(scenario: WrapScenario) {
  const { own } = identityFacts();
  if (scenario.server === 'root') return own;
  if (scenario.server === 'root-without-chown') {
    const kept = asMask(bitsIn(own.bounding) & ~chown);
    const inheritable = asMask(bitsIn(own.inheritable) & ~chown);
    return { ...own, bounding: kept, permitted: kept, effective: kept, inheritable, ambient: noCapabilities };
  }
  const uid = serverUid(scenario);
  const ids = { real: uid, effective: uid, saved: uid };
  const none = { permitted: noCapabilities, effective: noCapabilities, ambient: noCapabilities };
  return { ...own, ...none, uid: ids, gid: ids, groups: [] };
}
