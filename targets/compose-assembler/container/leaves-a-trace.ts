import { mergeFiles } from '../../../harness/compose/merge-files.ts';
import { type Mapping, textOf, valueAt } from '../../../harness/compose/tree.ts';
import { mandatoryFiles, mergeWorld } from '../oracle.ts';
import type { Opening } from '../posture/openings.ts';
import type { Scenario } from '../scenario.ts';
import { idsOf } from './expected-facts.ts';

/** Openings that leave no trace in a container here: of what runs beside it, of what this kernel lacks, of what is not there. */
const traceless =
  /^(?:new service: )?(?:a hook|a build|security labels|apparmor|shares the host's (?:user|cgroup) namespace|gets a device$|is taken away)/;

/**
 * Whether what opens a service in the accounts of its files must be seen inside as well. Another user is not, where it comes
 * to the same one in the probe's image: of an image that nothing is known of, `user: root` may be another than nobody's.
 * @param texts all files of the list, of which the mandatory ones come first
 */
export function leavesATrace(opening: Opening, scenario: Scenario, texts: readonly string[]): boolean {
  if (traceless.test(opening.what)) return false;
  if (!/^runs as (?:root|another user)$/.test(opening.what)) return true;
  const ids = (model: Mapping | undefined): string =>
    JSON.stringify(idsOf(textOf(valueAt(model ?? null, 'services', opening.service, 'user'))));
  return ids(modelOf(mandatoryFiles(scenario).map(({ text }) => text))) !== ids(modelOf(texts));
}

function modelOf(texts: readonly string[]): Mapping | undefined {
  const merged = mergeFiles(texts, mergeWorld);
  return merged.kind === 'merged' ? merged.model : undefined;
}
