import { containerPath, volumeOf } from '../../../harness/compose/by-target.ts';
import { isMapping, itemsOf, textOf, valueAt } from '../../../harness/compose/tree.ts';
import { bytesOf } from '../posture/limits.ts';
import type { Place } from '../posture/place.ts';
import type { Fact } from './comparable.ts';

/** What is mounted into a service, by its path there: volumes, secrets, configs. */
export function* mountFacts({ service, model, host }: Place): Generator<Fact> {
  for (const { type, source, target, readOnly, tmpfsSize } of itemsOf(service.get('volumes')).map(volumeOf)) {
    const device = textOf(valueAt(model, 'volumes', source, 'driver_opts', 'device'));
    const from = type === 'bind' ? host.realPath(source) : source;
    const size = tmpfsSize === '' ? '' : String(bytesOf(tmpfsSize));
    yield [`volumes.${target}`, { type, from, readOnly, size, device }];
  }
  for (const section of ['secrets', 'configs'])
    for (const item of itemsOf(service.get(section))) {
      const name = isMapping(item) ? textOf(item.get('source')) : textOf(item);
      const wanted = isMapping(item) ? textOf(item.get('target')) : '';
      const file = textOf(valueAt(model, section, name, 'file'));
      const target = targetOf(section, wanted || name);
      yield [`${section}.${target}`, { name, file: file === '' ? '' : host.realPath(file) }];
    }
}

/** A secret that is not told where goes to /run/secrets, a config to the root. */
function targetOf(section: string, target: string): string {
  return containerPath(target.startsWith('/') || section === 'configs' ? target : `/run/secrets/${target}`);
}
