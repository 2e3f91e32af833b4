import fc, { type Arbitrary } from 'fast-check';

/**
 * A piece of a Compose file as text: one or more lines `path.of.keys: VALUE`, VALUE in YAML's flow style, tags included.
 * `renderCompose` makes a file of them. `@PROJECT@` inside a double-quoted value stands for the project folder.
 */
export type ComposePiece = string;

/** Ways to undo a hardening overlay for one service, by family; `%` is the service, `^` begins a line of the file's own. */
const undoingOneService: Readonly<Record<string, readonly ComposePiece[]>> = {
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
const benign: readonly ComposePiece[] = [
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
const undecided: readonly ComposePiece[] = [
  'tty: true',
  'cap_drop: []',
  'cap_drop: null',
  'security_opt: null',
  'command: null',
  'volumes: ["@PROJECT@/data:/links/data"]',
  'volumes: ["/etc/hosts:/etc/hosts:ro"]',
  'mem_limit: 1g',
  '^x-note: a',
  '^services.stray: {image: drydock/agent, extends: {service: %}}',
];

/** Whole files that mean one thing to one reader of YAML and another to the next; `%` is the service. */
const tricks: readonly string[] = [
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
const broken: readonly string[] = [
  'services: [\n',
  'not yaml: : :\n',
  '- a list\n',
  'just text\n',
  '\tservices: {}\n',
  '# only a comment\n',
  'null\n',
  '\0\0\0\0',
];

/** Where in a file a piece belongs: below its service, or as it stands. */
function placed(piece: ComposePiece, service: string): ComposePiece {
  return piece
    .split('\n')
    .map(line => (line.startsWith('^') ? line.slice(1) : `services.%.${line}`))
    .join('\n')
    .replaceAll('%', service);
}

/** Pieces and files for the services of a project. */
export interface ComposePieces {
  readonly benign: readonly ComposePiece[];
  readonly undecided: readonly ComposePiece[];
  /** Every piece that undoes hardening where the service has it → its family. */
  readonly undoing: ReadonlyMap<ComposePiece, string>;
  readonly tricks: readonly string[];
  readonly broken: readonly string[];
}

/** All pieces, for all services. */
export function composePieces(services: readonly string[]): ComposePieces {
  const all = (pieces: readonly ComposePiece[]) => [
    ...new Set(pieces.flatMap(piece => services.map(service => placed(piece, service)))),
  ];
  const undoing = Object.entries(undoingOneService).flatMap(([family, pieces]) =>
    all(pieces).map(piece => [piece, family] as const),
  );
  return {
    benign: all(benign),
    undecided: all(undecided),
    undoing: new Map(undoing),
    tricks: tricks.flatMap(text => services.map(service => text.replaceAll('%', service))),
    broken,
  };
}

/** Ways to draw the pieces of one overlay. */
export interface OverlayPieces {
  /** Harmless ones only. */
  readonly calm: Arbitrary<ComposePiece[]>;
  /** One that undoes something; every family has the same share. */
  readonly undoing: Arbitrary<ComposePiece[]>;
  /** A few of any kind. */
  readonly mixed: Arbitrary<ComposePiece[]>;
}

/**
 * Draws the pieces of one overlay. Families with few members are not lost among those with many.
 * @param favourites pieces that are drawn more often, those of the main service as a rule
 */
export function overlayPieces(pieces: ComposePieces, favourites: ComposePieces): OverlayPieces {
  const families = new Map<string, ComposePiece[]>();
  for (const { undoing } of [favourites, favourites, pieces])
    for (const [piece, family] of undoing) families.set(family, [...(families.get(family) ?? []), piece]);
  const undoing = fc.oneof(
    ...Array.from(families.values(), members => ({
      weight: 10 + members.length,
      arbitrary: fc.constantFrom(...members),
    })),
  );
  const calm = fc.constantFrom(...favourites.benign, ...pieces.benign);
  const any = fc.oneof(calm, undoing, fc.constantFrom(...pieces.undecided));
  return {
    calm: fc.array(calm, { minLength: 1, maxLength: 3 }),
    undoing: fc.array(undoing, { minLength: 1, maxLength: 1 }),
    mixed: fc.array(any, { minLength: 2, maxLength: 3 }),
  };
}

interface Branch {
  readonly children: Map<string, Branch>;
  value: string | undefined;
}

/**
 * A Compose file from pieces. Two lists or two mappings at one path become one; else the first value at a path stays.
 * @param project absolute path of the project folder, any text
 */
export function renderCompose(pieces: readonly ComposePiece[], project: string): string {
  const root: Branch = { children: new Map(), value: undefined };
  for (const line of pieces.flatMap(piece => piece.split('\n'))) put(root, line);
  if (root.children.size === 0) return '{}\n';
  // In a replacement text `$$` stands for one dollar; Compose, too, wants each one doubled.
  const inQuotes = JSON.stringify(project.replaceAll('$', '$$$$')).slice(1, -1);
  const safe = inQuotes.replace(/[\x7f-\x9f\u2028\u2029\ufeff]/g, unicodeEscape);
  return written(root, '').replaceAll('@PROJECT@', () => safe);
}

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function put(root: Branch, line: string): void {
  const colon = line.indexOf(': ');
  const value = line.slice(colon + 2);
  let branch = root;
  for (const key of line.slice(0, colon).split('.')) {
    const next: Branch = branch.children.get(key) ?? { children: new Map(), value: undefined };
    branch.children.set(key, next);
    branch = next;
  }
  branch.value = branch.value === undefined ? value : joined(branch.value, value);
}

function joined(first: string, second: string): string {
  for (const [open, close] of [
    ['[', ']'],
    ['{', '}'],
  ] as const) {
    if (!first.startsWith(open) || !second.startsWith(open)) continue;
    const items = [first, second].map(text => text.slice(1, -close.length)).filter(text => text !== '');
    return `${open}${items.join(', ')}${close}`;
  }
  return first;
}

function written(branch: Branch, indent: string): string {
  let text = '';
  for (const [key, { value, children }] of branch.children) {
    const name = /^[\w-]+$/.test(key) ? key : JSON.stringify(key);
    const below = written({ children, value: undefined }, `${indent}  `);
    text += value === undefined ? `${indent}${name}:\n${below}` : `${indent}${name}: ${value}\n`;
  }
  return text;
}
