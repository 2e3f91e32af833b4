/**
 * Does some work for every item, so many at a time; the answers come in the order of the items. What one of them throws
 * is thrown when the work that had begun is over; none is begun after it.
 */
export async function atOnce<T, R>(
  limit: number,
  items: readonly T[],
  work: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const answers: R[] = [];
  const rest = items.entries();
  let thrown = false;
  const worker = async () => {
    for (const [at, item] of rest) {
      if (thrown) return;
      try {
        answers[at] = await work(item);
      } catch (error) {
        thrown = true;
        throw error;
      }
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: limit }, worker));
  for (const end of ended) if (end.status === 'rejected') throw end.reason;
  return answers;
}
