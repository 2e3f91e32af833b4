import { mkdir, mkdtemp, readFile, rm, rmdir, statfs, writeFile } from 'node:fs/promises';
import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import { fails, type Question, works } from './probe.ts';

const node: Question = {
  name: 'node',
  group: 'machine',
  costs: 'Seatrial does not start',
  remedy: { sentence: 'Node 20.19 or newer, from nodejs.org' },
  ask: async () => works(process.versions.node),
};

const processors: Question = {
  name: 'processors',
  group: 'machine',
  costs: 'runs come one after the other',
  remedy: { sentence: 'more processors' },
  ask: async () => works(`${availableParallelism()}, with ${gibibytes(totalmem())} of memory`),
};

const sharedMemory: Question = {
  name: '/dev/shm',
  group: 'machine',
  costs: 'worlds can not be kept in memory: runs of real programs wait for the disk',
  remedy: { sentence: 'mount a tmpfs there; in a container: --shm-size 1g' },
  ask: async () => {
    const folder = await mkdtemp('/dev/shm/seatrial-probe-');
    try {
      await writeFile(join(folder, 'file'), 'x');
      const { type, bavail, bsize } = await statfs(folder);
      if (type !== tmpfsMagic) return fails('it is no tmpfs');
      return works(`${gibibytes(bavail * bsize)} free`);
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};

/** statfs(2), TMPFS_MAGIC. */
const tmpfsMagic = 0x01021994;

const controlGroups: Question = {
  name: 'control groups',
  group: 'machine',
  costs: 'nothing yet: Seatrial looks itself at how much memory a program holds',
  remedy: {
    sentence:
      'run as root with /sys/fs/cgroup writable; in a container: --cgroupns private and a writable mount',
  },
  ask: async () => {
    const own = await ownControlGroup();
    if (own === undefined) return fails('no cgroup version 2 is mounted');
    const probe = join(own, `seatrial-probe-${process.pid}`);
    await mkdir(probe);
    try {
      const controllers = (await readFile(join(own, 'cgroup.controllers'), 'utf8')).trim();
      return controllers.split(' ').includes('memory')
        ? works(`version 2 in ${own}`)
        : fails(`version 2 in ${own} does not govern memory`);
    } finally {
      await rmdir(probe);
    }
  },
};

/** Where version 2 is mounted, and the group of this process below it. */
async function ownControlGroup(): Promise<string | undefined> {
  const mounts = await readFile('/proc/self/mountinfo', 'utf8');
  const groups = await readFile('/proc/self/cgroup', 'utf8');
  const mount = mounts
    .split('\n')
    .find(line => / - cgroup2 /.test(line))
    ?.split(' ')[4];
  const [, group] = /^0::(.*)$/m.exec(groups) ?? [];
  return mount === undefined || group === undefined ? undefined : join(mount, group);
}

function gibibytes(bytes: number): string {
  return `${(bytes / 2 ** 30).toFixed(1)} GiB`;
}

/** What there is of everything. */
export const resourceQuestions: readonly Question[] = [node, processors, sharedMemory, controlGroups];
