import { nearest } from '../corpus/nearest.ts';
import { UsageError } from './usage-error.ts';

/** What is wrong with a name that is none of those there are, and what was probably meant. */
export function unknownName(kind: string, name: string, names: readonly string[]): UsageError {
  return new UsageError(`there is no ${kind} "${name}". ${hint(name, names)}`);
}

/** More than this are no help in one line. */
const most = 10;

function hint(name: string, names: readonly string[]): string {
  const near = nearest(name, names);
  if (near !== undefined) return `Did you mean "${near}"?`;
  return names.length > most ? 'See: seatrial list' : `There are: ${names.join(', ')}`;
}
