import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fails, type Question, works } from './probe.ts';
import { complaint, tryProgram } from './try-program.ts';

const buildah: Question = {
  name: 'buildah',
  group: 'programs',
  costs: 'the model of baked-modes is not compared with what a real builder makes of a Dockerfile',
  remedy: { packages: ['buildah'] },
  ask: async where => {
    const context = join(where.folder, 'context');
    await mkdir(context);
    await writeFile(join(context, 'Dockerfile'), 'FROM scratch\nCOPY Dockerfile /probe/\n');
    const store = ['--root', join(where.folder, 'root'), '--runroot', join(where.folder, 'run')];
    const build = ['build', '--isolation', 'chroot', '--quiet', context];
    const tried = await tryProgram(['buildah', ...store, '--storage-driver', 'vfs', ...build], where);
    if (tried.kind === 'absent') return fails('not installed');
    if (tried.kind === 'ended' && tried.status === 0)
      return works('builds an image from nothing, without a network');
    return fails(complaint(tried, 'buildah'), 'run as root');
  },
};

/** A real builder of images, to compare a model with. */
export const buildahQuestions: readonly Question[] = [buildah];
