import { createRequire } from 'node:module';

/** Finds the package's own manifest: it lies one folder higher when this is the compiled program. */
function readVersion(): string {
  const require = createRequire(import.meta.url);
  const manifest: unknown = require(
    import.meta.url.endsWith('.ts') ? '../package.json' : '../../package.json',
  );
  const known = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  return known ? String(manifest.version) : 'unknown';
}

/** The version of Seatrial, as in its package.json. */
export const version = readVersion();
