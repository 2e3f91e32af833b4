import { containerPath } from '../../../harness/compose/by-target.ts';
import { sessionVariables } from '../model.ts';
import type { Observation } from '../observation.ts';
import type { ScenarioGenerator } from '../scenario.ts';
import { quoted } from './evidence.ts';

type Submounts = ScenarioGenerator['overlay'] & { kind: 'submounts' };

/**
 * What became of hostile names and values where it counts: the mounts of the agent and its environment, as the kernel has
 * them. Undefined where they are as they went in, or the agent was not seen.
 * @param later overlays of the same kind whose names and values stand behind these
 */
export function changedInside(
  { names, variables }: Submounts,
  later: readonly Submounts[],
  { inside }: Observation,
  project: string,
): string | undefined {
  const agent = inside?.kind === 'seen' ? inside.services['agent'] : undefined;
  if (agent === undefined) return undefined;
  for (const name of names) {
    const at = containerPath(`/links/${name}`);
    const mount = agent.mounts.find(candidate => candidate.at === at);
    if (mount === undefined) return `Inside, nothing is mounted for the name ${quoted(name)}`;
    if (mount.from !== `${project}/${name}`)
      return `Inside, ${quoted(mount.from)} is mounted for the name ${quoted(name)}`;
    if (!mount.readOnly) return `Inside, the mount of ${quoted(name)} can be written to`;
  }
  const overwritten = new Set(later.flatMap(other => Object.keys(sessionVariables(other.variables))));
  for (const [variable, value] of Object.entries(sessionVariables(variables))) {
    if (overwritten.has(variable)) continue;
    const came = agent.environment[variable];
    if (came === undefined) return `Inside, there is no variable for the value ${quoted(value)}`;
    if (came !== value) return `Inside, the value ${quoted(value)} is ${quoted(came)}`;
  }
  return undefined;
}
