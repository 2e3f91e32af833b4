/** Does some work for every item, so many at a time; the answers come in the order of the items. */
export async function atOnce<T, R>(
  limit: number,
  items: readonly T[],
  work: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const answers: R[] = [];
  const rest = items.entries();
  const worker = async () => {
    for (const [at, item] of rest) answers[at] = await work(item);
  };
  await Promise.all(Array.from({ length: limit }, worker));
  return answers;
}
