import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { climbingOut, inScenarioPaths, realPlaces } from '../command/real-places.ts';
import type { Scenario } from '../scenario.ts';

/** A list that was handed over, on disk. */
export interface ListedText {
  /** As the scenario has it. */
  readonly path: string;
  readonly text: string;
}

/** Folders of the scenario that files speak of by their absolute paths, and that must not be looked for on the machine. */
const ownFolders = /\/(?:home\/dev\/|opt\/drydock(?![\w-]))/g;

/**
 * Writes files as an engine is to read them: their paths into the scenario's world are those of the real one. Makes what
 * the mandatory files and links of the project mount.
 */
export function writeForEngine(scenario: Scenario, files: readonly ListedText[], root: string): void {
  const places = realPlaces(scenario, root);
  for (const { path, text } of files) {
    const plain = inScenarioPaths(text, root).replace(ownFolders, found => root + found);
    mkdirSync(dirname(root + path), { recursive: true });
    writeFileSync(root + path, climbingFromHome(climbingOut(plain, places), root));
  }
  mkdirSync(`${root}/opt/drydock/policy/rules`, { recursive: true });
  for (const { overlay } of scenario.generators)
    if (overlay.kind === 'submounts')
      for (const name of overlay.names) makeFolder(join(places.project, name));
}

/** Whoever climbs from home to the root of the scenario comes to the root of the machine. */
function climbingFromHome(text: string, root: string): string {
  const depth = `${root}/home/dev`.split('/').length - 1;
  return text.replace(/~\/?(?:\.\.\/){2,}/g, () => `~${'../'.repeat(depth)}`);
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    // Something else has the name: a link or a file of the world.
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}
