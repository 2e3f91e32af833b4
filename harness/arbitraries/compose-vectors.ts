import type { ComposePiece } from './compose-file.ts';

/** Ways to undo a hardening overlay for one service, by family; `%` is the service, `^` begins a line of the file's own. */
export const undoingOneService: Readonly<Record<string, readonly ComposePiece[]>> = {
  privileged: ['privileged: true', 'privileged: yes', 'privileged: "true"', 'privileged: !!bool "true"'],
  capabilities: [
    'cap_add: [SYS_ADMIN]',
    'cap_add: [sys_admin]',
    'cap_add: [CAP_NET_ADMIN]',
    'cap_add: [ALL]',
    'cap_add: [all]',
    'cap_drop: !reset null',
    'cap_drop: !override [NET_RAW]',
  ],
  'security-options': [
    'security_opt: ["no-new-privileges:false"]',
    'security_opt: ["no-new-privileges=false"]',
    'security_opt: ["seccomp=unconfined"]',
    'security_opt: ["seccomp:unconfined"]',
    'security_opt: ["apparmor=unconfined"]',
    'security_opt: ["apparmor:unconfined"]',
    'security_opt: ["systempaths=unconfined"]',
    'security_opt: ["label:disable"]',
    'security_opt: !reset null',
    'security_opt: !override ["seccomp=unconfined"]',
  ],
  namespaces: [
    'network_mode: host',
    'pid: host',
    'ipc: host',
    'uts: host',
    'userns_mode: host',
    'cgroup: host',
  ],
  user: ['user: root', 'user: "0:0"', 'user: "1001"', 'user: !reset null'],
  'root-file-system': ['read_only: false', 'read_only: !reset null'],
  socket: [
    'volumes: ["/var/run/docker.sock:/var/run/docker.sock"]',
    'volumes: ["/var/run/docker.sock:/var/run/docker.sock:ro"]',
    'volumes: ["/run/docker.sock:/engine.sock:ro"]',
    'volumes: ["/var/run:/host/run:ro"]',
    'volumes: ["/:/host:ro"]',
    'volumes: [{type: bind, source: /var/run/docker.sock, target: /engine.sock, read_only: true}]',
    'volumes: ["@PROJECT@/../../../var/run:/links/run:ro"]',
    'volumes: [{type: bind, source: "@PROJECT@/shortcut", target: /links/shortcut, read_only: true}]',
    'volumes: ["engine:/engine:ro"]\n^volumes.engine: {driver_opts: {type: none, o: bind, device: /var/run}}',
    'secrets: [engine]\n^secrets.engine: {file: /var/run/docker.sock}',
    'configs: [{source: engine, target: /engine.sock}]\n^configs.engine: {file: /run/docker.sock}',
  ],
  mounts: [
    'volumes: ["/opt/drydock/policy:/policy"]',
    'volumes: ["@PROJECT@/data:/policy"]',
    'volumes: [{type: bind, source: "@PROJECT@/data", target: /policy, read_only: true}]',
    'volumes: [{type: bind, source: "@PROJECT@/data", target: /policy/, read_only: true}]',
    'volumes: [{type: bind, source: "@PROJECT@/data", target: /policy/rules, read_only: true}]',
    'volumes: !reset null',
    'volumes: !override []',
    'tmpfs: ["/policy"]',
  ],
  devices: [
    'devices: [/dev/kvm]',
    'device_cgroup_rules: ["b 8:* rwm"]',
    'volumes_from: ["container:other"]',
    'use_api_socket: true',
    'cgroup_parent: /',
    'runtime: other',
    'gpus: all',
    'deploy: {resources: {reservations: {devices: [{capabilities: [gpu]}]}}}',
  ],
  limits: [
    'pids_limit: -1',
    'pids_limit: 4096',
    'pids_limit: !reset null',
    'mem_limit: 64g',
    'mem_limit: !reset null',
    'tmpfs: ["/tmp:size=64g"]',
    'tmpfs: [/tmp]',
    'deploy: {resources: {limits: {pids: 9999}}}',
    'deploy: {resources: {limits: {memory: 64g}}}',
  ],
  hooks: [
    'post_start: [{command: id, privileged: true}]',
    'post_start: [{command: id, user: root}]',
    'pre_stop: [{command: id, user: root}]',
  ],
  build: [
    'build: {context: ., privileged: true}',
    'build: {context: ., network: host}',
    'build: {context: ., entitlements: [security.insecure]}',
  ],
  network: [
    'networks: [outer]\n^networks.outer: {}',
    'network_mode: bridge',
    'network_mode: "container:other"',
    '^networks.inner.internal: false',
    '^networks.inner: !override {}',
    'ports: ["8080:80"]',
    'ports: ["0.0.0.0:8080:80"]',
    'ports: [{target: 80, published: "8080"}]',
  ],
  ancestors: [
    '^services.%: !override {image: drydock/agent}',
    '^services.%: !override {environment: {EDITOR: vi}}',
    '^services.%: !reset {}',
    '^services: !override {%: {labels: {a: b}}}',
    '^services: !override {%: {image: drydock/agent}}',
    '^services.*: !reset null',
    '^services.%: !reset null',
  ],
  'other-files': [
    'extends: {file: "@PROJECT@/extra.yml", service: loose}',
    '^include: ["@PROJECT@/extra.yml"]',
  ],
  stranger: [
    '^services.stray: {image: drydock/agent}',
    '^services.stray: {image: drydock/agent, privileged: true}',
    '^services.stray: {image: drydock/agent, cap_drop: [ALL], networks: [inner], user: "1000:1000"}',
    '^services.stray: {extends: {service: %}, image: drydock/agent, network_mode: host}',
  ],
};

/** What an overlay may add. */
export const benign: readonly ComposePiece[] = [
  'environment: {EDITOR: vi}',
  'environment: {PROMPT: "cost: $$5 #1"}',
  'environment: [PAGER=less, "NOTE=privileged: true"]',
  'labels: {drydock.session: a1b2}',
  'labels: ["drydock.note=cap_add: [ALL]"]',
  'volumes: [{type: bind, source: "@PROJECT@/data", target: /links/data, read_only: true}]',
  'ports: ["127.0.0.1:8080:80"]',
  'ports: ["[::1]:8443:443"]',
  'ports: [{target: 80, published: "8081", host_ip: 127.0.0.1}]',
  'environment: {}',
  'labels: []',
];

/** Neither plainly harmless nor an opening: a program may take or refuse it. */
export const undecided: readonly ComposePiece[] = [
  'tty: true',
  'cap_drop: []',
  'cap_drop: null',
  'security_opt: null',
  'pids_limit: null',
  'command: null',
  'volumes: ["@PROJECT@/data:/links/data"]',
  'volumes: ["/etc/hosts:/etc/hosts:ro"]',
  'mem_limit: 1g',
  '^x-note: a',
  '^services.stray: {image: drydock/agent, extends: {service: %}}',
];

/** Whole files that mean one thing to one reader of YAML and another to the next; `%` is the service. */
export const tricks: readonly string[] = [
  'x-loose: &loose\n  privileged: true\nservices:\n  %:\n    <<: *loose\n',
  'services:\n  %:\n    labels: {a: b}\n---\nservices:\n  %:\n    privileged: true\n',
  'services:\n  %:\n    labels: {a: b} # a comment\u2028    privileged: true\n',
  'services:\n  %:\n    labels: {a: b} # a comment\u0085    pid: host\n',
  'services:\n  %:\n    "\\u0070rivileged": true\n',
  'services:\n  %:\n    labels: {a: b}\n  %:\n    privileged: true\n',
  'services:\n  "%": &agent\n    privileged: true\n',
  'services: {%: {cap_drop: !override [NET_RAW]}}\n',
];

/** Files that are no Compose file at all. */
export const broken: readonly string[] = [
  'services: [\n',
  'not yaml: : :\n',
  '- a list\n',
  'just text\n',
  '\tservices: {}\n',
  '# only a comment\n',
  'null\n',
  '\0\0\0\0',
];
