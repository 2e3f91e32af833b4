import type { Scenario } from './scenario.ts';

/** The three files that every session is started with. */
export interface MandatoryTexts {
  readonly base: string;
  readonly mode: string;
  readonly hardening: string;
}

const services = { one: ['agent'], two: ['agent', 'proxy'], three: ['agent', 'proxy', 'db'] } as const;

/** Services of the base file, the session's own first. */
export function servicesOf(shape: Scenario['shape']): readonly string[] {
  return services[shape];
}

/** Services that the hardening overlay names. */
export function hardenedServicesOf(shape: Scenario['shape']): readonly string[] {
  return servicesOf(shape).filter(name => name !== 'db');
}

function baseText(shape: Scenario['shape']): string {
  const [agent, ...others] = servicesOf(shape);
  return `services:
  ${agent}:
    image: drydock/agent
    environment:
      TERM: xterm
    volumes:
      - /opt/drydock/policy:/policy:ro
      - workspace:/workspace
${others.map(name => `  ${name}:\n    image: drydock/${name}\n`).join('')}volumes:
  workspace:
`;
}

/** contained: the agent has no way out but the proxy, which is on both networks. host-socket: it has the engine. */
function modeText(shape: Scenario['shape'], mode: Scenario['mode']): string {
  if (mode === 'host-socket')
    return 'services:\n  agent:\n    volumes:\n      - /var/run/docker.sock:/var/run/docker.sock\n';
  const onNetworks = servicesOf(shape).map(
    name => `  ${name}:\n    networks: [${name === 'proxy' ? 'inner, outer' : 'inner'}]\n`,
  );
  return `services:\n${onNetworks.join('')}networks:\n  inner:\n    internal: true\n  outer:\n`;
}

const strict = `    cap_drop: [ALL]
    security_opt: ["no-new-privileges:true"]
    read_only: true
    user: "1000:1000"
    pids_limit: 256
    mem_limit: 2g
    tmpfs: ["/tmp:size=64m"]
`;

const lean = `    cap_drop: [ALL]
    cap_add: [NET_BIND_SERVICE]
    security_opt: [no-new-privileges=true]
    deploy: {resources: {limits: {pids: 512}}}
`;

function hardeningText(shape: Scenario['shape'], hardening: Scenario['hardening']): string {
  const keys = hardening === 'strict' ? strict : lean;
  return `services:\n${hardenedServicesOf(shape)
    .map(name => `  ${name}:\n${keys}`)
    .join('')}`;
}

const known = new Map<string, MandatoryTexts>();

/** The mandatory files of a scenario as they are meant to be. */
export function mandatoryTexts({
  shape,
  mode,
  hardening,
}: Pick<Scenario, 'shape' | 'mode' | 'hardening'>): MandatoryTexts {
  const key = `${shape} ${mode} ${hardening}`;
  const texts = known.get(key) ?? {
    base: baseText(shape),
    mode: modeText(shape, mode),
    hardening: hardeningText(shape, hardening),
  };
  known.set(key, texts);
  return texts;
}

/** A file that any project may hold and that no session is meant to use: its services are wide open. */
export const extraText = `services:
  loose:
    image: drydock/agent
    privileged: true
`;
