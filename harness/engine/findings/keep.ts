import { access } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { caseFormat, type UnsealedCase } from '../../corpus/case.ts';
import { writeDurably } from '../../corpus/durable-write.ts';
import { titleOf } from '../../corpus/name.ts';
import { readCase } from '../../corpus/read-case.ts';
import { caseText, sealed } from '../../corpus/write-case.ts';
import { version } from '../../version.ts';
import { type SubjectPlan, subjectOf } from '../campaign/plan.ts';
import type { Lead } from '../campaign/subject-run.ts';
import { draw } from '../draw.ts';
import type { Finding } from '../events.ts';
import type { Failure } from '../failure.ts';
import type { Pursued } from '../pursue.ts';
import { findingFolder } from './folder.ts';
import { reportText } from './report-text.ts';

/** What a finding is made from. */
export interface Found {
  /** Absolute path of the folder that holds `.seatrial`. */
  readonly folder: string;
  readonly seed: number;
  readonly plan: SubjectPlan;
  readonly lead: Lead;
  readonly pursued: Pursued<unknown>;
  /** How the reference fails on the shrunk scenario; none when it passes, or is itself what is run. */
  readonly referenceFailures: readonly Failure[];
}

/**
 * Puts a finding on disk, durably, and only then describes it. It takes the place of what an earlier campaign stored of
 * the same bucket, unless it is flaky.
 * @throws HarnessFault `disk` when it can't be stored
 */
export async function keepFinding(found: Found): Promise<Finding> {
  const finding = describe(found);
  const { scenario } = found.pursued;
  const path = join(found.folder, finding.file);
  const text = caseText(sealed(caseOf(finding, found)));
  const known = await exists(path);
  const kept = known ? await readCase(path, { targets: [found.plan.target] }) : undefined;
  // This one was seen to fail just now. Only where it did not repeat, what is there already may be worth more.
  if (kept?.kind !== 'case' || finding.repeats.seen === finding.repeats.of) {
    await writeDurably(path, text);
    await writeDurably(join(dirname(path), 'report.md'), reportText(finding, found.plan.target, scenario));
  }
  return { ...finding, known };
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** The finding as a case: a mutant shall go on dying of it; for any other implementation it says what is wrong today. */
function caseOf(finding: Finding, { plan, pursued, referenceFailures }: Found): UnsealedCase {
  const { implementation, property, bucket, fidelity, seed, run } = finding;
  const isMutant = plan.target.mutants.some(({ name }) => name === implementation);
  const violates = [
    ...(isMutant ? [] : [{ implementation, property, bucket }]),
    ...referenceFailures.map(failure => ({
      implementation: plan.target.reference.name,
      property: failure.property,
      bucket: failure.bucket,
    })),
  ];
  const referenceFails = violates.some(entry => entry.implementation === plan.target.reference.name);
  return {
    format: caseFormat,
    target: plan.target.name,
    title: titleOf(`${property}: ${finding.gist}`),
    scenario: pursued.scenario,
    expect: {
      ...(!referenceFails && { reference: 'pass' }),
      kills: isMutant ? [implementation] : [],
      ...(violates.length > 0 && { violates }),
    },
    origin: {
      kind: 'found',
      implementation,
      property,
      bucket,
      ...(fidelity !== 'model' && { fidelity }),
      seed,
      run,
      version,
      reason: oneLine(finding.reason),
    },
  };
}

function oneLine(text: string): string {
  const line = text.replace(/\s*[\r\n]+\s*/g, ' ').trim();
  return line === '' ? 'no reason was given' : line;
}

function describe({ folder, seed, plan, lead, pursued }: Found): Finding {
  const { failure, scenario, repeats, shrinks, shrinking } = pursued;
  const { account, scenario: space } = plan.target;
  const drawn = draw(space, lead.candidate, { seed, examples: true }).value;
  const subject = subjectOf(plan);
  const engine = plan.source.real?.engine;
  return {
    ...subject,
    bucket: failure.bucket,
    kind: failure.kind,
    property: failure.property,
    reason: failure.reason,
    details: failure.details,
    gist: account.gist(scenario),
    account: account.scenario(scenario),
    run: lead.run + 1,
    seed,
    shrinks,
    size: { drawn: JSON.stringify(drawn).length, shrunk: JSON.stringify(scenario).length },
    repeats,
    shrinking,
    known: false,
    ...(plan.option !== undefined && { option: plan.option }),
    ...(engine !== undefined && !engine.own && { engine: `unix://${engine.socket}` }),
    file: relative(folder, join(findingFolder(folder, subject, failure), 'case.json')),
  };
}
