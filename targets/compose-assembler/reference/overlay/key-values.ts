import { isPlainList, isPlainMap, type Plain } from '../plain-yaml.ts';

/** environment and labels: a mapping to scalars, or a list of texts. They decide nothing about the sandbox. */
export function* checkKeyValues(value: Plain): Iterable<string> {
  if (value === null) return;
  if (isPlainMap(value)) {
    if ([...value.values()].some(item => typeof item === 'object' && item !== null))
      yield 'holds a value that is not a scalar';
  } else if (!isPlainList(value) || value.some(item => typeof item !== 'string')) {
    yield 'is neither a mapping nor a list of texts';
  }
}
