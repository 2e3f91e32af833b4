const generation = 4_000;

/** A store by text that forgets what was not asked for lately: what is asked for again moves into the new generation. */
export interface Memory<T> {
  get(key: string): T | undefined;
  set(key: string, value: T): void;
}

/** An empty memory of at most two generations. */
export function memory<T>(): Memory<T> {
  let young = new Map<string, T>();
  let old = new Map<string, T>();
  const set = (key: string, value: T) => {
    if (young.size >= generation) {
      old = young;
      young = new Map();
    }
    young.set(key, value);
  };
  const get = (key: string) => {
    const recent = young.get(key);
    if (recent !== undefined) return recent;
    const earlier = old.get(key);
    if (earlier !== undefined) set(key, earlier);
    return earlier;
  };
  return { get, set };
}

/** A function of a text that remembers its last few thousand answers. */
export function remembering<T>(work: (text: string) => T): (text: string) => T {
  const known = memory<T>();
  return text => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const answer = work(text);
    known.set(text, answer);
    return answer;
  };
}
