import { describe, expect, it } from 'vitest';
import { findRelease } from '../../../../harness/world/compose/find-compose.ts';
import { fileSetWorld } from '../file-set-world.ts';
import { runCompose } from '../run-compose.ts';
import { expectation } from './refusal.ts';

const compose = await findRelease('2.26.1');
const orNot = compose === undefined ? ' (skipped: no Compose 2.26.1 here, see scripts/fetch-compose)' : '';
const base = 'services: {a: {image: x, networks: [n], security_opt: [o]}}\nnetworks: {n: {}}\n';
const nothing = { variables: {}, find: () => undefined };

/** A later file → what is said of it. */
const refused: readonly (readonly [string, RegExp])[] = [
  ['services: {a: {network_mode: host}}', /a network_mode and networks/],
  ['services: {a: {use_api_socket: true}}', /use_api_socket is not a key that it knows/],
  ['servces: {}', /servces is not a key/],
  ['services: {"*": {pid: host}}', /services\.\* is not a key/],
  ['services: {a: {security_opt: [o]}}', /one thing twice/],
  ['services: {a: {user: 1000}}', /user is of the wrong type/],
  ['services: {a: {user: null}}', /user is of the wrong type/],
  ['services: {a: {privileged: "1"}}', /privileged can't be "1"/],
  ['services: {a: {pids_limit: many}}', /pids_limit can't be "many"/],
  ['services: {a: {mem_limit: 1x}}', /mem_limit can't be/],
  ['services: {a: {cgroup: mine}}', /cgroup can't be/],
  ['services: {a: {cap_add: ALL}}', /cap_add is of the wrong type/],
  ['services: {a: {security_opt: "a:b"}}', /security_opt is of the wrong type/],
  ['services: {b: {image: x, ports: "80"}}', /ports is of the wrong type/],
  ['services: {a: {volumes: [{type: bind, source: /a}]}}', /has no target/],
  ['services: {a: {volumes: [vol:/v]}}', /names volumes\.vol, which is not there/],
  ['services: {a: {secrets: [s]}}', /names secrets\.s/],
  ['services: {a: {pid: "service:b"}}', /names services\.b/],
  ['services: {a: {extends: b}}', /extends b, which is not there/],
  ['services: {b: {labels: {}}}', /neither an image nor a build/],
  ['services: {b: null}', /services\.b is of the wrong type/],
  ['services: null', /services is of the wrong type/],
  ['networks: !reset null', /names networks\.n/],
  ['include: [other.yml]', /includes other\.yml/],
  ['services: {a: {mem_limit: 1g, deploy: {resources: {limits: {pids: 1}}}}}', /two values of mem_limit/],
  ['services: {a: {pids_limit: 2, deploy: {resources: {limits: {pids: 1}}}}}', /two values of pids_limit/],
];

const taken = [
  'services: {a: {security_opt: null, environment: [A=1], tmpfs: /tmp}}',
  'services: {b: {image: x, cap_add: [KILL, KILL], privileged: "${NOBODY_SETS_THIS:-true}"}}',
  'services: {b: {image: x, profiles: [p], network_mode: host}}',
  'services: {a: {image: null, x-any: [1]}}',
  'services: {a: null}',
  'services: {a: {pids_limit: 1, deploy: {resources: {limits: {pids: 1}}}}}',
  'services: {a: {volumes: [/v, ./w:/w]}}',
  'services: {b: {build: .}}',
  'services: {a: {volumes: [v:/v]}}',
];

describe('what Compose 2.26.1 refuses', () => {
  it.each(refused)('%s', (text, reason) => {
    expect(expectation([base, text], nothing)).toMatchObject({
      kind: 'refused',
      reason: expect.stringMatching(reason),
    });
  });

  it.each(taken)('is not %s', text => {
    expect(expectation([base, text], nothing)).toMatchObject({ kind: 'merged' });
  });

  it('is refused even when a later file mends it', () => {
    const texts = [base, 'services: {a: {user: 1000}}', 'services: {a: {user: root}}'];
    expect(expectation(texts, nothing)).toMatchObject({ kind: 'refused' });
  });

  it('leaves the model its reading', () => {
    const found = expectation([base, 'services: {a: {network_mode: host}}'], nothing);
    expect(found).toHaveProperty('model');
  });
});

describe.skipIf(compose === undefined)(`Compose 2 itself${orNot}`, () => {
  it.each(refused)('refuses %s', async text => {
    const answer = await ask(text);
    expect(answer).toMatchObject({
      kind: 'refused',
      reason: expect.not.stringContaining('0.yml: no such file'),
    });
  });

  it.each(taken)('takes %s', async text => {
    expect(await ask(text)).toMatchObject({ kind: 'answered' });
  });

  async function ask(text: string) {
    if (compose === undefined) return undefined;
    await using world = await fileSetWorld();
    const answer = await runCompose(compose, await world.write([base, text]));
    return answer;
  }
});
