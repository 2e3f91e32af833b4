import type { Identity } from '../../stage.ts';
import type { Words } from '../containment/words.ts';
import { identityWords } from '../identity/identity-words.ts';

/** The words that start a program as somebody; as the harness is, where nobody is named. */
export function asWhom(identity: Identity | undefined, words: Words): Words {
  return identity === undefined ? words : [...identityWords(identity), ...words];
}
