import { modelSteps } from '../model.ts';
import { mutantWith } from './mutant.ts';

export const umaskIgnored = mutantWith(
  {
    name: 'umask-ignored',
    story: `chmod after making: who keeps things to himself by umask 077 has open ones.`,
    source: `seed 004 F3: modes pinned whatever the umask; umask(2)`,
    caughtBy: ['new-entries-are-plain'],
    within: 100,
  },
  {
    make(files, settings, home, source) {
      const there = files.exists(source.path);
      modelSteps.make(files, settings, home, source);
      if (!there) files.chmod(source.path, source.kind === 'file' ? 0o644 : 0o755);
    },
  },
);
