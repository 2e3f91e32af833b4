/** A way of undoing a hardening overlay, and what comes of it with the versions that docs/undo-vectors.md names. */
export interface UndoVector {
  /** Name of its case in `corpus/compose-assembler`, whose generators write the overlay. */
  readonly case: string;
  /** What it undoes by which means, in a few words. */
  readonly way: string;
  /** Default: `open`. */
  readonly comesTo?: Outcome;
  /** Why it does not open a container here although it might elsewhere. */
  readonly because?: string;
  /** What must be there beside the files: a container of somebody else's by the name of `other`, which has the engine's socket. */
  readonly needs?: 'another container';
  /** What it opens is not the container itself: the build of its image, or what Compose runs in it beside its program. */
  readonly opens?: 'the build' | 'a hook';
}

/** What comes of an overlay that nobody checked. */
export type Outcome =
  /** The kernel says that something is open which is not without it. */
  | 'open'
  /** No service of the mandatory files is there any more. */
  | 'gone'
  | 'refused by Compose'
  | 'refused by the engine'
  /** It runs, and is as closed as without it. */
  | 'nothing';

const younger = 'the key is younger than this Compose';
const notRun = 'this Compose takes the key and does not run what it says';

/** Every way that is known, by what it works on. A table of the documentation is made of each. */
export const undoVectors: Readonly<Record<string, readonly UndoVector[]>> = {
  'Tags that forget': [
    { case: 'reset-a-key', way: '`!reset` on the key' },
    { case: 'override-a-key', way: '`!override` on the key' },
    { case: 'reset-an-ancestor', way: '`!reset` on a key above' },
    { case: 'reset-a-service', way: '`!reset` on the service', comesTo: 'gone' },
    { case: 'override-a-service-whole', way: '`!override` on the service' },
    {
      case: 'override-a-service',
      way: 'the same without an image',
      comesTo: 'refused by Compose',
      because: 'what was forgotten must be said again',
    },
    { case: 'reset-services-and-begin-again', way: '`!reset` on `services`, then a second document' },
    { case: 'override-services-whole', way: '`!override` on `services`' },
    {
      case: 'override-services',
      way: 'the same without an image',
      comesTo: 'refused by Compose',
      because: 'what was forgotten must be said again',
    },
    { case: 'reset-every-service', way: 'the key `*` in place of a service', comesTo: 'gone' },
    { case: 'reset-every-key-of-a-service', way: 'the key `*` in place of a key' },
    {
      case: 'reset-a-key-of-every-service',
      way: 'the key `*` above a key',
      comesTo: 'refused by Compose',
      because: 'the `*` stays behind as the name of a service',
    },
  ],
  'Other files, other services': [
    { case: 'include-another-file', way: '`include`' },
    { case: 'included-service-in-two-steps', way: '`include`, and another file that says more' },
    { case: 'extend-another-file', way: '`extends` a service of another file' },
    {
      case: 'extends-an-earlier-service',
      way: '`extends` a service of an earlier file',
      comesTo: 'refused by Compose',
    },
    { case: 'new-service', way: 'a service that the overlay never names' },
    { case: 'capability-for-a-service-not-hardened', way: 'a service that hardening never names' },
    { case: 'service-that-hardening-does-not-name', way: 'the same, privileged' },
    { case: 'second-document', way: 'a second document in the file' },
    { case: 'merge-key', way: 'a merge key and an anchor' },
    { case: 'privileged-by-escape', way: 'a key in escapes' },
    { case: 'key-given-twice', way: 'a key given twice', comesTo: 'refused by Compose' },
  ],
  'Capabilities, privileges, devices': [
    { case: 'drop-all-add-all', way: '`cap_add: [ALL]` after `cap_drop: [ALL]`' },
    { case: 'capability-without-prefix', way: 'one capability' },
    { case: 'capability-in-lower-case', way: 'one capability in lower case' },
    { case: 'privileged', way: '`privileged`' },
    { case: 'privileged-yes', way: '`privileged` in a word of YAML 1.1' },
    { case: 'user-root', way: '`user: root`' },
    { case: 'devices', way: '`devices`' },
    { case: 'device-cgroup-rules', way: '`device_cgroup_rules`' },
    {
      case: 'use-api-socket',
      way: '`use_api_socket`',
      comesTo: 'refused by Compose',
      because: younger,
    },
    {
      case: 'privileged-hook',
      way: 'a hook that is privileged',
      opens: 'a hook',
      comesTo: 'nothing',
      because: notRun,
    },
    {
      case: 'root-hook',
      way: 'a hook with another user',
      opens: 'a hook',
      comesTo: 'nothing',
      because: notRun,
    },
    {
      case: 'other-runtime',
      way: '`runtime`',
      comesTo: 'refused by the engine',
      because: 'this engine has no runtime but its own',
    },
  ],
  'Security options': [
    { case: 'no-new-privileges-lost-by-colon', way: '`no-new-privileges:false` appended' },
    { case: 'no-new-privileges-lost-by-equals', way: '`no-new-privileges=false` appended' },
    { case: 'seccomp-unconfined', way: '`seccomp=unconfined` appended' },
    {
      case: 'apparmor-unconfined',
      way: '`apparmor:unconfined` appended',
      comesTo: 'nothing',
      because: 'this kernel has no AppArmor that could be switched off',
    },
    { case: 'system-paths-unconfined', way: '`systempaths=unconfined` appended' },
  ],
  Namespaces: [
    { case: 'host-network', way: '`network_mode: host` over the default network' },
    {
      case: 'host-network-beside-networks',
      way: '`network_mode: host` beside `networks`',
      comesTo: 'refused by Compose',
    },
    { case: 'host-pid', way: '`pid: host`' },
    { case: 'host-ipc', way: '`ipc: host`' },
    { case: 'host-uts', way: '`uts: host`' },
    {
      case: 'host-cgroup',
      way: '`cgroup: host`',
      comesTo: 'nothing',
      because: 'with control groups of version 1 every container shares that namespace',
    },
    {
      case: 'host-user-namespace',
      way: '`userns_mode: host`',
      comesTo: 'nothing',
      because: 'this engine maps no users, so every container shares that namespace',
    },
  ],
  'File systems': [
    { case: 'read-only-root-lost', way: '`read_only: false`' },
    { case: 'read-only-mount-made-writable', way: 'the same mount without `:ro`' },
    { case: 'other-mount-in-its-place', way: 'another mount at the same place' },
    {
      case: 'read-only-mount-replaced',
      way: 'the same, the place written otherwise',
      comesTo: 'nothing',
      because: 'Compose hands both mounts over, and this engine makes the first',
    },
    { case: 'read-only-mount-covered', way: 'another mount below it' },
    {
      case: 'letter-taken-for-a-drive',
      way: 'the same behind a source of one letter',
      comesTo: 'refused by the engine',
      because: 'it reads one path more than Compose',
    },
    { case: 'volumes-from', way: '`volumes_from` another container', needs: 'another container' },
    { case: 'volumes-from-a-new-service', way: '`volumes_from` a new service' },
  ],
  "The engine's socket": [
    { case: 'docker-socket', way: 'the socket' },
    { case: 'docker-socket-read-only', way: 'the socket with `:ro`' },
    { case: 'folder-above-the-socket', way: 'the folder above it' },
    { case: 'socket-through-a-link', way: 'a link of the project that leads there' },
    { case: 'socket-by-way-of-home', way: 'a path through `~`' },
    { case: 'socket-as-a-volume', way: 'a volume that stands for the folder' },
    { case: 'socket-as-a-secret', way: 'a secret' },
  ],
  Limits: [
    { case: 'pids-limit-lifted', way: '`pids_limit: -1`' },
    { case: 'octal-limit', way: 'a limit in octal' },
    { case: 'memory-limit-raised', way: '`mem_limit`' },
    { case: 'tmpfs-grown', way: '`tmpfs` said again' },
    { case: 'cgroup-parent', way: '`cgroup_parent`' },
  ],
  Networks: [
    { case: 'port-on-all-addresses', way: '`ports` appended' },
    { case: 'network-no-longer-internal', way: '`internal: false`' },
    { case: 'way-out-by-another-network', way: 'one more network' },
  ],
  Builds: [
    { case: 'build-on-host-network', way: '`build.network: host`', opens: 'the build' },
    {
      case: 'privileged-build',
      way: '`build.privileged`',
      opens: 'the build',
      comesTo: 'refused by the engine',
      because: 'its configuration grants no build that right',
    },
  ],
};
