/** A text is not what RFC 8259 calls JSON, or not an object. Says where, and nothing of what stands there. */
export class JsonFault extends Error {
  override readonly name = 'JsonFault';

  /** @param at offset in the text, in UTF-16 units */
  constructor(reason: string, at: number) {
    super(`${reason} at character ${at}`);
  }
}
