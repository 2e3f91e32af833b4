import { readYamlOnce } from '../../../../harness/compose/read-yaml.ts';
import { isMapping, itemsOf, type Mapping, mappingAt, textOf } from '../../../../harness/compose/tree.ts';
import { wrongType } from './file-shape.ts';

/** What is wrong with one file alone: types, and what `extends` and `include` name that is not there. */
export function wrongInFile(text: string, find: (path: string) => string | undefined): string | undefined {
  const reading = readYamlOnce(text);
  if (reading.kind === 'unreadable') return undefined;
  for (const { tree } of reading.layers) {
    if (tree.get('services') === null) return 'services is of the wrong type';
    const misfit = wrongType(tree);
    if (misfit !== undefined) return misfit;
    const path = includes(tree).find(included => find(included) === undefined);
    if (path !== undefined) return `includes ${path}, which is not there`;
    for (const [name, service] of mappingAt(tree, 'services')) {
      const reference = isMapping(service) ? service.get('extends') : undefined;
      if (reference === undefined || reference === null) continue;
      const file = isMapping(reference) ? textOf(reference.get('file')) : '';
      const wanted = isMapping(reference) ? textOf(reference.get('service')) : textOf(reference);
      if (!servicesIn(tree, file, find).includes(wanted))
        return `services.${name} extends ${wanted}, which is not there`;
    }
  }
  return undefined;
}

function servicesIn(
  tree: Mapping,
  file: string,
  find: (path: string) => string | undefined,
): readonly string[] {
  if (file === '') return [...mappingAt(tree, 'services').keys()];
  const reading = readYamlOnce(find(file) ?? '');
  if (reading.kind === 'unreadable') return [];
  return reading.layers.flatMap(layer => [...mappingAt(layer.tree, 'services').keys()]);
}

function includes(tree: Mapping): readonly string[] {
  return itemsOf(tree.get('include')).flatMap(entry =>
    (isMapping(entry) ? itemsOf(entry.get('path')) : [entry]).map(textOf),
  );
}
