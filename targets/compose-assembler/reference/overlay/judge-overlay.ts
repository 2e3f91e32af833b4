import { isPlainMap, type PlainYaml } from '../plain-yaml.ts';
import { checkKeyValues } from './key-values.ts';
import { checkPorts } from './ports.ts';
import type { CheckKey, OverlayRules } from './rules.ts';
import { checkVolumes } from './volumes.ts';

/**
 * What a generated overlay may say of a service. Everything else is refused, known to be dangerous or not: Compose has
 * over a hundred keys and gets new ones.
 */
export const allowedKeys: ReadonlyMap<string, CheckKey> = new Map<string, CheckKey>([
  ['environment', checkKeyValues],
  ['labels', checkKeyValues],
  ['volumes', checkVolumes],
  ['ports', checkPorts],
]);

/**
 * Everything that is wrong with a generated overlay, in words that follow the name of its generator; empty when it may
 * be used.
 * @param allowed keys of a service and how their values are checked
 */
export async function judgeOverlay(
  overlay: PlainYaml,
  rules: OverlayRules,
  allowed: ReadonlyMap<string, CheckKey> = allowedKeys,
): Promise<readonly string[]> {
  if (overlay.kind === 'unreadable') return [`left a file that can't be used: ${overlay.reason}`];
  const found = overlay.tricks.map(trick => `uses ${trick}`);
  for (const [section, value] of overlay.mapping) {
    if (section !== 'services') found.push(`sets "${section}"`);
    else if (!isPlainMap(value)) found.push('leaves services that are not a mapping');
    else {
      for (const [name, service] of value) {
        if (!rules.services.has(name)) found.push(`adds the service "${name}"`);
        else if (isPlainMap(service)) {
          for (const [key, content] of service) {
            const check = allowed.get(key);
            if (check === undefined) found.push(`sets "${key}" of service "${name}"`);
            else
              for await (const problem of check(content, rules))
                found.push(`"${key}" of service "${name}" ${problem}`);
          }
        } else if (service !== null) found.push(`leaves a service "${name}" that is not a mapping`);
      }
    }
  }
  return found;
}
