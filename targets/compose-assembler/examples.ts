import type { Scenario, ScenarioGenerator } from './scenario.ts';

const calm: Scenario = {
  shape: 'one',
  hardening: 'strict',
  mode: 'contained',
  optOut: null,
  mandatory: null,
  folders: { project: 'app', files: 'drydock', overlays: 'overlays' },
  listing: 'sorted',
  generators: [],
};

function pieces(name: string, ...list: string[]): ScenarioGenerator {
  return { name, ends: { how: 'succeeds' }, overlay: { kind: 'pieces', pieces: list } };
}

const links: ScenarioGenerator['overlay'] = {
  kind: 'submounts',
  names: ['notes', 'a "b": $HOME #1'],
  variables: ['it costs $5'],
};

/** Tried before anything is drawn; the first is the calmest. */
export const examples: readonly [Scenario, ...Scenario[]] = [
  calm,
  { ...calm, generators: [pieces('10-environment', 'services.agent.environment: {EDITOR: vi}')] },
  { ...calm, generators: [{ name: '10-submounts', ends: { how: 'succeeds' }, overlay: links }] },
  {
    ...calm,
    shape: 'two',
    generators: [
      { name: '10-submounts', ends: { how: 'killed', signal: 'SIGKILL', after: 40 }, overlay: links },
    ],
  },
  { ...calm, generators: [{ name: '10-submounts', ends: { how: 'disk-full', after: 10 }, overlay: links }] },
  { ...calm, generators: [pieces('10-tools', 'services.agent.cap_add: [SYS_ADMIN]')] },
  { ...calm, mode: 'host-socket', optOut: '1' },
  { ...calm, optOut: 'true' },
];
