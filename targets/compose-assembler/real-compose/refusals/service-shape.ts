import { any, type Shape } from './shape.ts';

const text = any('s');
const number = any('ns');
const count: Shape = { is: 'ns', text: /^[-+]?\d+$/ };
const size: Shape = { is: 'ns', text: /^\d+(?:\.\d+)?\s*(?:[kmgtp]?i?b?)?$/i };
const flag: Shape = { is: 'bs', text: /^(?:true|yes|y|on|false|no|n|off)$/i };
const texts: Shape = { is: 'l', items: text, once: true };
const oneOrMore: Shape = { is: 'sl', items: text, once: true };
const settings: Shape = { is: 'lm', items: text, keys: {}, rest: { named: /./, shape: any('snbz') } };
const command: Shape = { is: 'slz', items: text };
/** What services, networks, volumes, secrets and configs may be called. */
export const names = /^[a-zA-Z0-9._-]+$/;

function keyed(is: string, keys: Readonly<Record<string, Shape>>): Shape {
  return { is, keys };
}

function each<const K extends string>(keys: readonly K[], shape: Shape): Readonly<Record<K, Shape>> {
  return Object.fromEntries(keys.map(key => [key, shape])) as Record<K, Shape>;
}

const hooks: Shape = {
  is: 'l',
  items: keyed('m', { command, user: text, privileged: flag, working_dir: text, environment: settings }),
};

const fileOfService: Shape = {
  is: 'l',
  items: keyed('sm', { ...each(['source', 'target', 'uid', 'gid'], text), mode: number }),
};

const build = keyed('sm', {
  ...each(['context', 'dockerfile', 'dockerfile_inline', 'network', 'target', 'isolation'], text),
  ...each(['args', 'ssh', 'labels', 'additional_contexts', 'extra_hosts'], settings),
  ...each(['entitlements', 'cache_from', 'cache_to', 'tags', 'platforms'], { is: 'l', items: text }),
  ...each(['no_cache', 'pull', 'privileged'], flag),
  shm_size: number,
  secrets: fileOfService,
  ulimits: any('m'),
});

const limits = keyed('m', { cpus: number, memory: { ...size, is: 's' }, pids: count });
const deviceRequests: Shape = {
  is: 'l',
  items: keyed('m', {
    capabilities: texts,
    count: number,
    device_ids: texts,
    driver: text,
    options: settings,
  }),
};
const reservations = keyed('m', {
  cpus: number,
  memory: text,
  generic_resources: any('l'),
  devices: deviceRequests,
});
const deploy = keyed('mz', {
  ...each(['mode', 'endpoint_mode'], text),
  ...each(['rollback_config', 'update_config', 'restart_policy', 'placement'], any('m')),
  replicas: number,
  labels: settings,
  resources: keyed('m', { limits, reservations }),
});

const mount = keyed('sm', {
  ...each(['type', 'source', 'target', 'consistency'], text),
  ...each(['bind', 'volume'], any('m')),
  read_only: flag,
  tmpfs: keyed('m', { size, mode: number }),
});
const volumes: Shape = { is: 'l', items: { ...mount, text: /./, needs: ['type', 'target'] } };

const ports: Shape = {
  is: 'l',
  items: keyed('snm', {
    ...each(['name', 'mode', 'host_ip', 'protocol', 'app_protocol'], text),
    ...each(['target', 'published'], number),
  }),
};

const onNetwork = keyed('mz', {
  ...each(['aliases', 'link_local_ips'], texts),
  ...each(['ipv4_address', 'ipv6_address', 'mac_address'], text),
  ...each(['priority', 'gw_priority'], any('n')),
  driver_opts: any('m'),
});

/** What Compose 2.26.1 takes for a service, as far as types and the names of keys go. */
export const service: Shape = keyed('m', {
  ...each(['attach', 'init', 'oom_kill_disable', 'privileged', 'read_only', 'stdin_open', 'tty'], flag),
  ...each(['cpu_count', 'cpu_percent', 'cpu_period', 'cpu_quota', 'cpu_rt_period', 'cpu_rt_runtime'], number),
  ...each(['cpu_shares', 'cpus', 'mem_swappiness', 'oom_score_adj', 'memswap_limit'], number),
  ...each(['mem_limit', 'mem_reservation', 'shm_size'], size),
  ...each(['pids_limit', 'scale'], count),
  ...each(['cap_add', 'cap_drop', 'device_cgroup_rules', 'dns_opt', 'external_links', 'links'], texts),
  ...each(['profiles', 'security_opt', 'volumes_from'], texts),
  ...each(['dns', 'dns_search', 'tmpfs', 'label_file'], oneOrMore),
  ...each(['annotations', 'environment', 'labels', 'sysctls', 'extra_hosts'], settings),
  ...each(
    ['cgroup_parent', 'container_name', 'cpuset', 'domainname', 'hostname', 'image', 'ipc', 'pid'],
    text,
  ),
  ...each(
    ['isolation', 'mac_address', 'network_mode', 'platform', 'pull_policy', 'restart', 'runtime'],
    text,
  ),
  ...each(['stop_grace_period', 'stop_signal', 'user', 'userns_mode', 'uts', 'working_dir'], text),
  cgroup: { is: 's', text: /^(?:host|private)$/ },
  ...each(['blkio_config', 'credential_spec', 'healthcheck', 'logging', 'storage_opt', 'ulimits'], any('m')),
  ...each(['configs', 'secrets'], fileOfService),
  ...each(['command', 'entrypoint'], command),
  ...each(['post_start', 'pre_stop'], hooks),
  build,
  depends_on: any('lm'),
  deploy,
  develop: any('mz'),
  devices: {
    is: 'l',
    items: keyed('sm', each(['source', 'target', 'permissions'], text)),
  },
  env_file: any('sl'),
  expose: { is: 'l', items: number, once: true },
  extends: keyed('sm', { service: text, file: text }),
  gpus: { is: 'sl', text: /^all$/, items: deviceRequests.items ?? any('m') },
  group_add: { is: 'l', items: number, once: true },
  networks: { is: 'lm', items: text, once: true, keys: {}, rest: { named: names, shape: onNetwork } },
  ports,
  volumes,
});
