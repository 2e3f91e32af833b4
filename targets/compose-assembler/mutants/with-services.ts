import { isPlainMap, type Plain, type PlainYaml } from '../reference/plain-yaml.ts';

type Services = readonly (readonly [name: string, service: Plain])[];

/** An overlay as a judge sees it that looks at some of its services only. */
export function withServices(overlay: PlainYaml, choose: (services: Services) => Services): PlainYaml {
  if (overlay.kind === 'unreadable') return overlay;
  const services = overlay.mapping.get('services');
  if (!isPlainMap(services)) return overlay;
  const mapping = new Map([...overlay.mapping, ['services', new Map(choose([...services]))] as const]);
  return { ...overlay, mapping };
}

/** An overlay as a judge sees it that does not know one of YAML's tricks. */
export function withoutTrick(overlay: PlainYaml, trick: string): PlainYaml {
  if (overlay.kind === 'unreadable') return overlay;
  return { ...overlay, tricks: overlay.tricks.filter(used => used !== trick) };
}
