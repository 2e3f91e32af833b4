import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seatrial } from './fixtures/seatrial.ts';

// Without the fixture: it puts the folder of Node into PATH.
const main = fileURLToPath(new URL('./main.ts', import.meta.url));
const tsx = createRequire(import.meta.url).resolve('tsx');
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seatrial-doctor-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('seatrial doctor', () => {
  it('prints one document: every probe, the containment, every target with its fidelities', async () => {
    const { exitCode, stdout, stderr } = await seatrial(['doctor', '--json'], folder);
    const { probes, containment, targets, node } = JSON.parse(stdout);
    expect({ exitCode, stderr, node }).toEqual({ exitCode: 0, stderr: '', node: process.versions.node });
    expect(probes).toContainEqual(
      expect.objectContaining({ name: 'root', works: process.geteuid?.() === 0 }),
    );
    expect(['bubblewrap', 'namespaces', 'none']).toContain(containment.kind);
    expect(targets.map(({ name }: { name: string }) => name)).toContain('posture-checker');
    for (const { fidelities } of targets) {
      expect(fidelities).toMatchObject([
        { fidelity: 'model', possible: 'yes' },
        { fidelity: 'process' },
        { fidelity: 'kernel' },
        { fidelity: 'container' },
      ]);
    }
  });

  it('says on a bare machine what everything costs and which packages help, and still ends with 0', async () => {
    const { exitCode, stdout } = await execa(process.execPath, ['--import', tsx, main, 'doctor'], {
      cwd: folder,
      env: { PATH: '/nonexistent', LC_ALL: 'C.UTF-8', TMPDIR: folder },
      extendEnv: false,
    });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/✗ strace +not installed\n +costs: no --fidelity kernel/);
    // Containment does not depend on PATH: what it needs is looked for in the usual folders.
    expect(stdout).toMatch(/^containment: \S+/m);
    expect(stdout).toMatch(/On Debian: apt-get install bash\sbubblewrap\s.*strace\sutil-linux$/s);
    expect(stdout.split('\n').filter(line => line.length > 80)).toEqual([]);
    expect(stdout).not.toContain('\x1b');
    // What tsx keeps for itself, and the folder in which worlds stand, aside.
    expect((await readdir(folder)).filter(name => name.startsWith('seatrial-probe'))).toEqual([]);
  });
});
