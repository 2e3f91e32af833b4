/** A key that can be used, or why there is none. */
export type KeyRead =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'unusable'; readonly reason: string };

/**
 * Reads a key file: one line of 8 to 512 characters, those of a bearer token (RFC 6750, b64token). A shorter one could
 * not be taken out of responses without spoiling them; others have spellings that nobody can foresee.
 */
export function readKey(bytes: Uint8Array): KeyRead {
  const key = Buffer.from(bytes)
    .toString('latin1')
    .replace(/\r?\n$/, '');
  if (!/^[A-Za-z0-9._~+/=-]*$/.test(key))
    return { kind: 'unusable', reason: 'it holds more than one line of letters, digits and . _ ~ + / = -' };
  if (key.length < 8 || key.length > 512)
    return { kind: 'unusable', reason: 'its key has not between 8 and 512 characters' };
  return { kind: 'key', key };
}
