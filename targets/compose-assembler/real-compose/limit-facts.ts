import { tmpfsTarget } from '../../../harness/compose/by-target.ts';
import { itemsOf, type Mapping, type Tree, textOf, valueAt } from '../../../harness/compose/tree.ts';
import { bytesOf } from '../posture/limits.ts';
import type { Fact } from './comparable.ts';

/** How much a service may use up: processes, memory, file systems in memory. */
export function* limitFacts(service: Mapping): Generator<Fact> {
  const deployed = (key: string) => valueAt(service, 'deploy', 'resources', 'limits', key);
  const count = (tree: Tree | undefined) =>
    textOf(tree).replace(/^[+-]?0*(?=\d)/, sign => sign.replaceAll('0', ''));
  yield ['pids_limit', count(service.get('pids_limit'))];
  yield ['deploy.pids', count(deployed('pids'))];
  for (const [path, tree] of [
    ['mem_limit', service.get('mem_limit')],
    ['deploy.memory', deployed('memory')],
  ] as const)
    yield [path, textOf(tree) === '' ? '' : String(bytesOf(textOf(tree)))];
  for (const item of itemsOf(service.get('tmpfs')))
    yield [`tmpfs.${tmpfsTarget(item)}`, { options: textOf(item).split(':').slice(1).join(':') }];
}
