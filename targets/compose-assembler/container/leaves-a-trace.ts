import { mergeFiles } from '../../../harness/compose/merge-files.ts';
import { type Mapping, textOf, valueAt } from '../../../harness/compose/tree.ts';
import { mandatoryFiles, mergeWorld } from '../oracle.ts';
import type { Opening } from '../posture/openings.ts';
import type { Scenario } from '../scenario.ts';
import { idsOf } from './expected-facts.ts';

/** Openings that leave no trace in a container here: of what runs beside it, of what this kernel lacks, of what is not there. */
const traceless =
  /^(?:new service: )?(?:a hook|a build|security labels|apparmor|shares the host's (?:user|cgroup) namespace|gets a device$|is taken away)/;

/** What a list of files came to. */
export interface Listed {
  readonly scenario: Scenario;
  /** All files of the list, of which the mandatory ones come first. */
  readonly texts: readonly string[];
  /** Service → places that Compose has two mounts for. */
  readonly mountedTwice: Readonly<Record<string, readonly string[]>>;
}

/**
 * Whether what opens a service in the accounts of its files must be seen inside as well. Another user is not, where it comes
 * to the same one in the probe's image: of an image that nothing is known of, `user: root` may be another than nobody's.
 * Nor is another mount, where Compose has two for one place and the engine may make the other: see
 * docs/compose-differences.md.
 */
export function leavesATrace(opening: Opening, { scenario, texts, mountedTwice }: Listed): boolean {
  const { service, what } = opening;
  if (traceless.test(what)) return false;
  if ((mountedTwice[service] ?? []).some(at => what.startsWith(`mount at "${at}" `))) return false;
  if (!/^runs as (?:root|another user)$/.test(what)) return true;
  const ids = (model: Mapping | undefined): string =>
    JSON.stringify(idsOf(textOf(valueAt(model ?? null, 'services', service, 'user'))));
  return ids(modelOf(mandatoryFiles(scenario).map(({ text }) => text))) !== ids(modelOf(texts));
}

function modelOf(texts: readonly string[]): Mapping | undefined {
  const merged = mergeFiles(texts, mergeWorld);
  return merged.kind === 'merged' ? merged.model : undefined;
}
