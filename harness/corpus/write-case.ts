import { HarnessFault } from '../harness-fault.ts';
import { type Case, caseSchema, type UnsealedCase } from './case.ts';
import { digestOf } from './digest.ts';
import { type WriteOptions, writeDurably } from './durable-write.ts';
import { layout } from './layout.ts';
import { problemsOf } from './problems.ts';

/**
 * A case with the digest of the scenario that it holds now.
 * @throws HarnessFault `bad-case` when it could not be read again: it breaks the format, or JSON can't hold the scenario
 */
export function sealed(unsealed: UnsealedCase): Case {
  const value = { ...unsealed, digest: digestOf(unsealed.scenario) };
  const parsed = caseSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = problemsOf(parsed.error.issues, { schema: caseSchema, value, at: [] });
  throw new HarnessFault(`this is no case: ${problems.join('; ')}`, 'bad-case');
}

/**
 * The text of a case file: the same case is always the same bytes, whatever the order in which it was put together.
 * The scenario's own keys keep their order.
 */
export function caseText({
  $schema,
  format,
  target,
  title,
  scenario,
  expect,
  origin,
  draws,
  digest,
}: Case): string {
  const { reference, kills, violates } = expect;
  return layout({
    $schema,
    format,
    target,
    title,
    scenario,
    expect: {
      reference,
      kills,
      violates: violates?.map(({ implementation, property, bucket }) => ({
        implementation,
        property,
        bucket,
      })),
    },
    origin: inOrder(origin),
    draws,
    digest,
  });
}

/**
 * Writes a case, sealed, so that it is never there by half.
 * @throws HarnessFault `bad-case` when it could not be read again, `disk` when it can't be written
 */
export async function writeCase(file: string, unsealed: UnsealedCase, options?: WriteOptions): Promise<void> {
  await writeDurably(file, caseText(sealed(unsealed)), options);
}

function inOrder(origin: Case['origin']): object {
  switch (origin.kind) {
    case 'seed':
      return { kind: origin.kind, source: origin.source, note: origin.note };
    case 'written':
      return { kind: origin.kind, source: origin.source, note: origin.note };
    case 'found': {
      const { kind, implementation, property, bucket, fidelity, seed, run, version, reason } = origin;
      return { kind, implementation, property, bucket, fidelity, seed, run, version, reason };
    }
  }
}
