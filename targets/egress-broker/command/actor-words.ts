import { createRequire } from 'node:module';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const own = fileURLToPath(import.meta.url);

/** What an actor needs to be able to read: its own source, and the library that passes descriptors. */
export function actorFiles(): readonly string[] {
  const require = createRequire(import.meta.url);
  return [actorFile(), require.resolve('koffi')];
}

function actorFile(): string {
  return fileURLToPath(new URL(own.endsWith('.ts') ? './actor/main.ts' : './actor/main.js', import.meta.url));
}

/** Runs before anything else, which opens sockets of its own. tsx would keep what it translates in TMPDIR. */
const beforehand = `data:text/javascript,${encodeURIComponent(
  `import { readdirSync, readlinkSync } from 'node:fs';
  process.env.TSX_DISABLE_CACHE = '1';
  globalThis.seatrialBornWith = readdirSync('/proc/self/fd').filter(name => {
    try { return Number(name) > 3 && readlinkSync('/proc/self/fd/' + name).startsWith('socket:'); } catch { return false; }
  }).length;`,
)}`;

/** The words that start an actor: from its source, where that is what there is, or compiled. */
export function actorWords(planFile: string): readonly [string, ...string[]] {
  const loader = own.endsWith('.ts') ? ['--import', createRequire(import.meta.url).resolve('tsx')] : [];
  return [process.execPath, '--import', beforehand, ...loader, actorFile(), planFile];
}
