import { type Places, placesOf } from '../places.ts';
import type { Scenario } from '../scenario.ts';

/** The scenario's places below the folder of a real world. */
export function realPlaces(scenario: Scenario, root: string): Places {
  const { project, base, mode, hardening, overlays, generators, temporary } = placesOf(scenario);
  return {
    project: root + project,
    base: root + base,
    mode: root + mode,
    hardening: root + hardening,
    overlays: root + overlays,
    generators: root + generators,
    temporary: root + temporary,
  };
}

/** A text of a real world in the scenario's own paths. The folder's path is plain, so that no quoting changes it. */
export function inScenarioPaths(text: string, root: string): string {
  return text.replaceAll(root, '');
}

/**
 * Shortens a text as if the world's folder were not in it: what is cut at a percentage is cut where the scenario's own
 * text would be.
 * @param shorten returns a beginning of what it is given
 */
export function withoutCounting(root: string, text: string, shorten: (plain: string) => string): string {
  const parts = text.split(root);
  let rest = shorten(parts.join('')).length;
  const kept: string[] = [];
  for (const part of parts) {
    kept.push(part.slice(0, rest));
    rest -= part.length;
    if (rest <= 0) break;
  }
  return kept.join(root);
}

/** A path out of the project and up to the root leads to the machine's own folders, from a real world too. */
export function climbingOut(text: string, { project }: Places): string {
  const depth = project.split('/').length - 1;
  return text.replaceAll('/../../../var/run', `/${'../'.repeat(depth)}var/run`);
}
