import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from './scratch.ts';
import { openWorlds } from './worlds.ts';

const module = fileURLToPath(new URL('scratch.ts', import.meta.url));
const program = `import { scratchFolder } from ${JSON.stringify(module)}; process.stdout.write(scratchFolder());`;

describe('a folder of the harness itself', () => {
  it('is removed by the next harness process when its own is dead, and not before', () => {
    const words = ['--import', 'tsx', '--input-type=module', '--eval', program];
    const theirs = execFileSync(process.execPath, words, { encoding: 'utf8' });
    const own = scratchFolder();
    expect([existsSync(theirs), statSync(own).mode & 0o777]).toEqual([true, 0o700]);
    using worlds = openWorlds();
    expect([existsSync(theirs), existsSync(own), existsSync(worlds.folder)]).toEqual([false, true, true]);
  });
});
