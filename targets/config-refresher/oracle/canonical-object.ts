import { Buffer, isUtf8 } from 'node:buffer';
import { type JsonToken, takeTokens } from './json-tokens.ts';

/** What a JSON object says, apart from how it is written: the order of keys, white space, escapes. */
export interface CanonicalObject {
  /** Each key with the canonical form of its value. Of a duplicate key the last one counts. */
  readonly members: ReadonlyMap<string, string>;
  /** Levels of nesting, the object itself counted. */
  readonly levels: number;
  /** Whether an object at any level has a key twice. */
  readonly duplicates: boolean;
  /** Whether a string holds half of a surrogate pair. */
  readonly loneSurrogates: boolean;
}

type Open =
  | { readonly kind: 'object'; readonly members: Map<string, string>; key: string }
  | { readonly kind: 'array'; readonly items: string[] };

type Expected = 'value' | 'value or end' | 'key' | 'key or end' | 'colon' | 'comma or end' | 'nothing';

function folded(open: Open): string {
  if (open.kind === 'array') return `[${open.items.join(',')}]`;
  const keys = [...open.members.keys()].sort();
  return `{${keys.map(key => `${JSON.stringify(key)}:${open.members.get(key)}`).join(',')}}`;
}

/** Takes the pieces of a text one by one and folds each value into its canonical form as soon as it ends. */
class Reading {
  readonly #open: Open[] = [];
  #expects: Expected = 'value';
  #top: Open | undefined;
  #levels = 0;
  #duplicates = false;
  #loneSurrogates = false;

  /** @returns false when the piece can't stand here */
  take(token: JsonToken): boolean {
    switch (token.kind) {
      case 'string':
        return this.#string(token.characters);
      case 'scalar':
        return this.#value(token.canonical);
      case '{':
        return this.#begin({ kind: 'object', members: new Map(), key: '' });
      case '[':
        return this.#begin({ kind: 'array', items: [] });
      case '}':
        return this.#end('object', 'key or end');
      case ']':
        return this.#end('array', 'value or end');
      case ':':
        return this.#step('colon', 'value');
      case ',':
        return this.#step('comma or end', this.#open.at(-1)?.kind === 'object' ? 'key' : 'value');
    }
  }

  /** The object, once all pieces are taken; undefined when it has not ended. */
  result(): CanonicalObject | undefined {
    if (this.#expects !== 'nothing' || this.#top?.kind !== 'object') return undefined;
    return {
      members: this.#top.members,
      levels: this.#levels,
      duplicates: this.#duplicates,
      loneSurrogates: this.#loneSurrogates,
    };
  }

  #step(from: Expected, to: Expected): boolean {
    if (this.#expects !== from) return false;
    this.#expects = to;
    return true;
  }

  #string(characters: string): boolean {
    if (!characters.isWellFormed()) this.#loneSurrogates = true;
    const inner = this.#open.at(-1);
    if (inner?.kind !== 'object' || this.#expects === 'value') return this.#value(JSON.stringify(characters));
    if (this.#expects !== 'key' && this.#expects !== 'key or end') return false;
    if (inner.members.has(characters)) this.#duplicates = true;
    inner.key = characters;
    this.#expects = 'colon';
    return true;
  }

  #value(canonical: string): boolean {
    const inner = this.#open.at(-1);
    if (inner === undefined || (this.#expects !== 'value' && this.#expects !== 'value or end')) return false;
    if (inner.kind === 'object') inner.members.set(inner.key, canonical);
    else inner.items.push(canonical);
    this.#expects = 'comma or end';
    return true;
  }

  #begin(opened: Open): boolean {
    if (this.#expects !== 'value' && this.#expects !== 'value or end') return false;
    this.#open.push(opened);
    this.#levels = Math.max(this.#levels, this.#open.length);
    this.#expects = opened.kind === 'object' ? 'key or end' : 'value or end';
    return true;
  }

  #end(kind: Open['kind'], whenEmpty: Expected): boolean {
    const inner = this.#open.at(-1);
    if (inner?.kind !== kind || (this.#expects !== 'comma or end' && this.#expects !== whenEmpty))
      return false;
    this.#open.pop();
    if (this.#open.length > 0) {
      this.#expects = 'value';
      return this.#value(folded(inner));
    }
    this.#top = inner;
    this.#expects = 'nothing';
    return true;
  }
}

const readings = new WeakMap<Uint8Array, { readonly object: CanonicalObject | undefined }>();

/**
 * Reads bytes that have to be one JSON object in UTF-8 without a byte-order mark. Written apart from the refresher's
 * reader, and shares nothing with it. The same buffer is read once: its bytes must not change.
 * @returns undefined when they are anything else
 */
export function canonicalObject(bytes: Uint8Array): CanonicalObject | undefined {
  const known = readings.get(bytes);
  if (known !== undefined) return known.object;
  const object = isUtf8(bytes) ? read(bytes) : undefined;
  readings.set(bytes, { object });
  return object;
}

function read(bytes: Uint8Array): CanonicalObject | undefined {
  const reading = new Reading();
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
  return takeTokens(text, token => reading.take(token)) ? reading.result() : undefined;
}
