import { composePieces } from '../../../harness/arbitraries/compose-file.ts';
import type { Overlay } from './file-set.ts';

/** What else a later file can say about a service or around it; pieces as `renderCompose` takes them. */
const ofTheAgent: readonly string[] = [
  // One way to write a thing that another way undoes, or that merges by its own rule.
  'privileged: "${NOBODY_SETS_THIS:-true}"',
  'user: "${NOBODY_SETS_THIS-0}"',
  'user: null',
  'security_opt: ["no-new-privileges:true"]',
  'security_opt: [no-new-privileges]',
  'security_opt: []',
  'cap_add: [NET_RAW, net_raw, CAP_NET_RAW]',
  'cap_drop: [ALL]',
  'devices: ["/dev/null:/dev/x:r"]',
  'devices: ["/dev/zero:/dev/x"]',
  'sysctls: {net.core.somaxconn: 1024}',
  'sysctls: [net.core.somaxconn=2048]',
  'environment: {TERM: dumb}',
  'environment: [TERM]',
  'environment: !reset null',
  'command: [id, -u]',
  'command: id -u',
  'command: []',
  'entrypoint: /bin/sh',
  'entrypoint: null',
  'ports: !override ["127.0.0.1:8080:80"]',
  'ports: ["8000-8002:80-82"]',
  'ports: ["8080:80/udp", "80"]',
  'tmpfs: /tmp',
  'tmpfs: ["/tmp/:size=1m"]',
  'tmpfs: !reset null',
  'deploy: !reset null',
  'deploy: {resources: {limits: !reset null}}',
  'networks: !reset null',
  'networks: !override [outer]',
  'networks: {inner: {aliases: [a]}}',
  'networks: []',
  'networks: !reset null\nnetwork_mode: host',
  'networks: !reset null\nnetwork_mode: none',
  'deploy: !reset null\npids_limit: -1\nmem_limit: 64p',
  'pids_limit: 0400\ndeploy: !reset null',
  'pids_limit: 1_000\ndeploy: !reset null',
  'environment: {MODE: 017, MANY: 1_000, BITS: 0b11, HALF: 0.5, YES: yes, NONE: null}',
  'read_only: no',
  'cgroup: private',
  'volumes: [{source: /opt/drydock/policy, target: /policy}]',
  'gpus: [{count: 1}]',
  'privileged: "1"',
  'user: 1001',
  'network_mode: none',
  'network_mode: "service:proxy"',
  'pid: "service:proxy"',
  'profiles: [debug]',
  'mem_limit: 1.5gb',
  'mem_limit: 2147483648',
  'pids_limit: "256"',
  'group_add: [root]',
  'extends: proxy',
  'extends: {service: nobody}',
  // The policy mount, said once more in every way there is.
  'volumes: ["/opt/drydock/policy:/policy:rw"]',
  'volumes: ["/opt/drydock/policy:/policy:ro,z"]',
  'volumes: ["/opt/drydock/policy:/a/../policy"]',
  'volumes: ["~/policy:/policy:ro"]',
  'volumes: ["~../../run:/links/run:ro"]',
  'volumes: ["~other/policy:/policy:ro"]',
  'volumes: ["v:/policy:ro"]',
  'volumes: ["v:/opt/drydock:/policy"]',
  'volumes: ["/opt:v:/policy"]',
  'volumes: ["./policy:/policy:ro"]',
  'volumes: ["../policy:/policy:ro"]',
  'volumes: ["policy:/policy:ro"]\nvolumes.policy: {}',
  'volumes: ["nowhere:/policy:ro"]',
  'volumes: [/policy]',
  'volumes: [{type: volume, source: workspace, target: /policy}]',
  'volumes: [{type: tmpfs, target: /tmp, tmpfs: {size: 64g}}]',
  'volumes: [{type: tmpfs, target: /scratch, tmpfs: {size: 1048576}}]',
  'volumes: [{type: bind, source: /opt/drydock/policy, target: /policy, read_only: "true"}]',
  'secrets: [{source: engine, target: /engine.sock}]\nsecrets.engine: {file: ./engine.sock}',
].map(piece =>
  piece
    .split('\n')
    .map(line =>
      line.startsWith('volumes.') || line.startsWith('secrets.') ? line : `services.agent.${line}`,
    )
    .join('\n'),
);

const aroundIt: readonly string[] = [
  'services.*.cap_drop: !reset null',
  'services.*.security_opt: !override []',
  'services.agent: null',
  'services: {}',
  'services: null',
  'networks.inner: {external: true}',
  'networks.inner: !reset null',
  'networks: !reset null',
  'volumes: !reset null',
  'volumes.workspace: {external: true}',
  'volumes.workspace: {driver_opts: {type: none, o: bind, device: /}}',
  'include: [{path: ["@PROJECT@/extra.yml"]}]',
  'include: ["@PROJECT@/nothing.yml"]',
  'services.stray: {build: .}',
  'services.stray: {image: drydock/agent, volumes_from: [agent]}',
  'services.stray: {image: drydock/agent, profiles: [debug]}',
  'services.stray: {image: drydock/agent, network_mode: "service:agent"}',
];

const wholeFiles: readonly string[] = [
  'services:\n  agent: &a\n    image: drydock/agent\n  stray:\n    <<: *a\n    privileged: true\n',
  'services:\n  agent:\n    image: drydock/agent\n  stray:\n    extends: {service: agent}\n    network_mode: host\n',
  'x-a: &a {pid: host}\nx-b: &b {ipc: host}\nservices:\n  agent:\n    <<: [*a, *b]\n',
  'services:\n  agent:\n    cap_drop: !reset\n',
  'services:\n  agent:\n    user: |\n      root\n',
  '--- \nservices: {agent: {pid: host}}\n---\nservices: {agent: {pid: !reset null}}\n',
  '{"services": {"agent": {"privileged": true}}}',
];

/** Everything that is known to undo hardening, or to look as if it did, each as an overlay of its own. */
export function vectors(): readonly Overlay[] {
  const { benign, undecided, undoing, tricks, broken } = composePieces(['agent']);
  const pieces = [...undoing.keys(), ...undecided, ...benign, ...ofTheAgent, ...aroundIt];
  return [...pieces.map(piece => [piece]), ...tricks, ...wholeFiles, ...broken];
}
