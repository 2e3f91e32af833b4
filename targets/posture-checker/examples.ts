import { canary } from '../../harness/arbitraries/environment-set.ts';
import { type PostureScenario, usualBeside } from './scenario.ts';

/** Nothing is wrong, and every value is the plainest. */
export const calm: PostureScenario = {
  platform: 'linux',
  environment: {},
  uid: { real: 1000, effective: 1000, saved: 1000 },
  status: {
    fault: null,
    name: 'node',
    effective: '0000000000000000',
    dormant: '0000000000000000',
    written: null,
    damage: null,
  },
  beside: usualBeside,
  domain: 'relay.example.net',
  insecureListen: null,
  certCache: null,
  listen: [],
  stray: null,
  cacheEntry: { kind: 'missing' },
  looser: null,
  container: null,
};

/** A deployment as it should be: production, one capability, its own cache, both expected ports. */
const deployed: PostureScenario = {
  ...calm,
  environment: {
    PYRYCODE_RELAY_PRODUCTION: '1',
    PYRYCODE_RELAY_SINGLE_INSTANCE: '1',
    FLY_APP_NAME: canary(9),
  },
  status: { ...calm.status, effective: '0000000000000400' },
  certCache: '/var/cache/relay',
  listen: [':80', ':443'],
  cacheEntry: { kind: 'folder', mode: '0700', owner: 'effective' },
};

/** Everything is wrong at once: each failure must be told. */
const allWrong: PostureScenario = {
  ...deployed,
  environment: { PYRYCODE_RELAY_PRODUCTION: '1', FLY_APP_NAME: canary(9) },
  uid: { real: 0, effective: 0, saved: 0 },
  status: { ...calm.status, effective: '000001ffffffffff' },
  insecureListen: '0.0.0.0:8080',
  listen: [':6060', '[::]:0'],
  cacheEntry: { kind: 'folder', mode: '0755', owner: 'other' },
  looser: { kind: 'port', port: 9229 },
};

export const examples: readonly [PostureScenario, ...PostureScenario[]] = [calm, deployed, allWrong];
