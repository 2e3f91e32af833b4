import { modelSteps } from '../model-steps.ts';
import { assembleWith } from '../reference/assemble.ts';
import { isPlainMap, type PlainYaml } from '../reference/plain-yaml.ts';
import { mutant } from './mutant.ts';

const forbidden = [
  ...['privileged', 'cap_add', 'security_opt', 'network_mode', 'pid', 'ipc', 'devices', 'user'],
  ...['volumes', 'ports', 'read_only', 'pids_limit', 'mem_limit'],
];

function judgeByList(overlay: PlainYaml): readonly string[] {
  if (overlay.kind === 'unreadable') return [`left a file that can't be used: ${overlay.reason}`];
  const services = overlay.mapping.get('services');
  if (!isPlainMap(services)) return [];
  return [...services].flatMap(([name, service]) => {
    const keys = isPlainMap(service) ? [...service.keys()] : [];
    return keys.filter(key => forbidden.includes(key)).map(key => `sets "${key}" of service "${name}"`);
  });
}

/** Refuses the keys that somebody thought of; Compose has a hundred others, and tags. */
export const forbiddenKeysOnly = mutant({
  name: 'forbidden-keys-only',
  story: 'Refuses the keys that somebody thought of; Compose has a hundred others, and tags.',
  source: 'expert',
  caughtBy: ['posture-at-least-as-closed', 'opening-overlay-refused-by-name'],
  within: 100,
  subject: {
    assemble: assembleWith({ ...modelSteps, judgeOverlay: async overlay => judgeByList(overlay) }),
  },
});
