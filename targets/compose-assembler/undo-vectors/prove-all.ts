import { availableParallelism } from 'node:os';
import { atOnce } from '../real-compose/at-once.ts';
import type { Bench } from './bench.ts';
import { keptScenario } from './kept-scenario.ts';
import type { Proof } from './proof.ts';
import { prove } from './prove.ts';
import { undoVectors } from './vectors.ts';

/**
 * Proves every vector, several at once.
 * @param corpus the folder with the target's cases
 * @param tell called with each proof as it is there
 * @returns proofs by the titles of their groups, in the order of the vectors
 */
export async function proveAll(
  bench: Bench,
  corpus: string,
  tell: (proof: Proof) => void,
): Promise<ReadonlyMap<string, readonly Proof[]>> {
  const vectors = Object.entries(undoVectors).flatMap(([group, all]) =>
    all.map(vector => ({ group, vector })),
  );
  const proofs = await atOnce(availableParallelism(), vectors, async ({ group, vector }) => {
    const proof = await prove(vector, await keptScenario(corpus, vector.case), bench);
    tell(proof);
    return { group, proof };
  });
  return new Map(
    Object.keys(undoVectors).map(title => [
      title,
      proofs.filter(({ group }) => group === title).map(({ proof }) => proof),
    ]),
  );
}
