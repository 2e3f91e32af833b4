import { Buffer } from 'node:buffer';
import { Refusal } from '../refusal.ts';
import { JsonFault } from './json-fault.ts';
import { type Member, objectMembers } from './object-members.ts';

/** `ignoreBOM`: the mark is not taken off, but handed on to a reader that refuses it. */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text of UTF-8 bytes. A byte-order mark stays, and is no JSON. @throws Refusal when they are not UTF-8 */
export function strictText(path: string, bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new Refusal(path, 'is not UTF-8');
  }
}

/** The members of a text that has to be one JSON object. @throws Refusal when it is not */
export function strictMembers(path: string, text: string): readonly Member[] {
  try {
    return objectMembers(text);
  } catch (error) {
    if (error instanceof JsonFault) throw new Refusal(path, `is not one JSON object: ${error.message}`);
    throw error;
  }
}

/** The members as one object, each as it was written, so that numbers and duplicates come out as they went in. */
export function objectBytes(members: readonly Member[]): Buffer {
  return Buffer.from(`{${members.map(({ text }) => `\n  ${text}`).join(',')}\n}\n`);
}

/**
 * A JSON object without the top-level members of the given keys, however the keys are spelled and however often they
 * stand there. Everything else keeps its text.
 * @param path named in a refusal
 * @throws Refusal when the bytes are not one JSON object in UTF-8 without a byte-order mark
 */
export function withoutKeys(path: string, bytes: Uint8Array, drop: readonly string[]): Buffer {
  const dropped = new Set(drop);
  const members = strictMembers(path, strictText(path, bytes));
  return objectBytes(members.filter(({ key }) => !dropped.has(key)));
}
