import { containerPath, volumeOf } from '../../../harness/compose/by-target.ts';
import { asMapping } from '../../../harness/compose/keyed.ts';
import { mergeFiles } from '../../../harness/compose/merge-files.ts';
import { isMapping, itemsOf, type Mapping, mappingAt, textOf } from '../../../harness/compose/tree.ts';
import { holds, type Property } from '../../../harness/target.ts';
import { sessionVariables } from '../model.ts';
import type { Observation } from '../observation.ts';
import { type Predicted, predictions } from '../oracle.ts';
import { placesOf } from '../places.ts';
import type { Scenario, ScenarioGenerator } from '../scenario.ts';
import { listedFiles, quoted, violated } from './evidence.ts';
import { changedInside } from './names-inside.ts';

type Submounts = ScenarioGenerator['overlay'] & { kind: 'submounts' };

/** Names become YAML, and then Compose values: two languages with characters of their own. */
export const hostileNamesRoundTrip: Property<Scenario, Observation> = {
  name: 'hostile-names-round-trip',
  statement: 'Names and values come back out of the overlay exactly as they went in, and add no key.',
  check(scenario, observation) {
    const files = observation.exit === 0 ? listedFiles(scenario, observation) : undefined;
    const { project } = placesOf(scenario);
    const generated = files?.filter(({ mandatory }) => !mandatory);
    const active = predictions(scenario).filter(({ prediction }) => prediction.kind !== 'inactive');
    if (generated === undefined || generated.length !== active.length) return holds;
    for (const [index, { generator, prediction }] of active.entries()) {
      const { overlay, ends } = generator;
      if (prediction.kind !== 'fits' || overlay.kind !== 'submounts' || ends.how !== 'succeeds') continue;
      const problem = difference(overlay, generated[index]?.text ?? '', project);
      if (problem !== undefined)
        return violated(scenario, observation, problem.reason, {
          signature: problem.signature,
          details: [['overlay', generated[index]?.text ?? '']],
        });
      const inside = changedInside(overlay, submountsIn(active.slice(index + 1)), observation, project);
      if (inside !== undefined)
        return violated(scenario, observation, inside, {
          signature: 'a name or value is changed inside',
          details: [['overlay', generated[index]?.text ?? '']],
        });
    }
    return holds;
  },
};

function submountsIn(predicted: readonly Predicted[]): readonly Submounts[] {
  return predicted.flatMap(({ generator: { overlay } }) => (overlay.kind === 'submounts' ? [overlay] : []));
}

interface Difference {
  readonly reason: string;
  readonly signature: string;
}

function difference(overlay: Submounts, text: string, project: string): Difference | undefined {
  const merged = mergeFiles([text], { variables: {}, find: () => undefined });
  if (merged.kind === 'unreadable')
    return {
      reason: `Of hostile names came a file that is unreadable for Compose: ${quoted(merged.reason)}`,
      signature: 'unreadable',
    };
  const added = addedKey(merged.model);
  if (added !== undefined) return { reason: added, signature: 'a key is added' };
  const changed = changedName(overlay, merged.model, project) ?? changedValue(overlay, merged.model);
  return changed === undefined ? undefined : { reason: changed, signature: 'a name or value is changed' };
}

function addedKey(model: Mapping): string | undefined {
  const allowed = [['services'], ['agent'], ['environment', 'volumes']];
  let level: Mapping = model;
  for (const keys of allowed) {
    const added = [...level.keys()].find(key => !keys.includes(key));
    if (added !== undefined) return `Of hostile names came the key ${quoted(added)}`;
    level = mappingAt(level, keys[0] ?? '');
  }
  return undefined;
}

function changedName({ names }: Submounts, model: Mapping, project: string): string | undefined {
  const mounts = itemsOf(mappingAt(model, 'services', 'agent').get('volumes')).map(volumeOf);
  const wanted = [...new Set(names)];
  if (mounts.length !== wanted.length) return `Of ${wanted.length} names came ${mounts.length} mounts`;
  for (const name of wanted) {
    const target = containerPath(`/links/${name}`);
    const mount = mounts.find(candidate => candidate.target === target);
    if (mount === undefined) return `The name ${quoted(name)} is not the target of a mount`;
    if (mount.source !== `${project}/${name}`)
      return `The name ${quoted(name)} came out as the source ${quoted(mount.source)}`;
    if (!mount.readOnly || mount.type !== 'bind') return `The mount of ${quoted(name)} is no read-only bind`;
  }
  return undefined;
}

function changedValue({ variables }: Submounts, model: Mapping): string | undefined {
  const environment = mappingAt(model, 'services', 'agent').get('environment') ?? null;
  const found = isMapping(environment) ? environment : asMapping(environment);
  for (const [name, value] of Object.entries(sessionVariables(variables))) {
    const came = found.get(name);
    if (typeof came !== 'string') return `The value ${quoted(value)} did not come out as text`;
    if (came !== value) return `The value ${quoted(value)} came out as ${quoted(textOf(came))}`;
  }
  if (found.size === variables.length) return undefined;
  return `Of ${variables.length} variables came ${found.size}`;
}
