import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Engine } from '../../../harness/stage.ts';
import type { Compose } from '../../../harness/world/compose/find-compose.ts';
import { buildFiles } from '../command/build-world.ts';
import type { InsideAccount } from '../observation.ts';
import { effectOf, effectText, mandatoryFiles, opens } from '../oracle.ts';
import { placesOf } from '../places.ts';
import { atOnce } from '../real-compose/at-once.ts';
import { type FileSet, textsOf } from '../real-compose/file-set.ts';
import { distinctSets } from '../real-compose/file-sets.ts';
import { shrinkSet } from '../real-compose/shrink-set.ts';
import type { Scenario } from '../scenario.ts';
import { insideAccount } from './inside-account.ts';
import { type ListedText, writeForEngine } from './real-files.ts';

/** One file set, run, and what there is to say against it; nothing where model, Compose and kernel agree. */
export interface ComparedInside {
  readonly set: FileSet;
  readonly account: InsideAccount;
  readonly objections: readonly string[];
}

/** The scenario in which a set's files would have been handed over, and the files. */
export function handedOver(set: FileSet): {
  readonly scenario: Scenario;
  readonly files: readonly ListedText[];
} {
  const { shape, mode, hardening } = set;
  const scenario: Scenario = {
    ...{ shape, mode, hardening },
    optOut: null,
    mandatory: null,
    folders: { project: 'app', files: 'drydock', overlays: 'overlays' },
    listing: 'sorted',
    generators: [],
  };
  const { project, overlays } = placesOf(scenario);
  const mandatory = mandatoryFiles(scenario).map(({ path }) => path);
  const files = textsOf(set, project).map((text, at) => ({
    path: mandatory[at] ?? `${overlays}/${at}.yml`,
    text,
  }));
  return { scenario, files };
}

/** What came of running many file sets. */
export interface InsideDifferential {
  readonly sets: number;
  /** Sets of which some service was started and looked at; of the others Compose or the engine started nothing. */
  readonly seen: number;
  readonly containers: number;
  readonly differing: number;
  /** The differing set that says least, shrunk. */
  readonly smallest: ComparedInside | undefined;
}

const fewest = 400;

/**
 * Runs so many distinct file sets on an engine, several at once, and holds what is seen inside against the merge model and
 * Compose's account.
 */
export async function runInsideDifferential(
  compose: Compose,
  engine: Engine,
  count: number,
  seed: number,
): Promise<InsideDifferential> {
  // The first sets are much alike; a few are better spread.
  const all = distinctSets(Math.max(count, fewest), seed);
  const sets = Array.from({ length: count }, (_, at) => all[Math.floor((at * all.length) / count)]);
  const compared = await atOnce(
    availableParallelism(),
    sets.filter(set => set !== undefined),
    set => compareInside(compose, engine, set),
  );
  const seen = compared.flatMap(({ account }) => (account.kind === 'seen' ? [account] : []));
  const differing = compared
    .filter(({ objections }) => objections.length > 0)
    .toSorted((a, b) => JSON.stringify(a.set).length - JSON.stringify(b.set).length);
  const [first] = differing;
  return {
    sets: compared.length,
    seen: seen.length,
    containers: seen.reduce((all, { services }) => all + Object.keys(services).length, 0),
    differing: differing.length,
    smallest: first === undefined ? undefined : await smaller(compose, engine, first),
  };
}

async function smaller(compose: Compose, engine: Engine, first: ComparedInside): Promise<ComparedInside> {
  const set = await shrinkSet(first.set, async candidate => {
    const { objections } = await compareInside(compose, engine, candidate);
    return objections.length > 0;
  });
  return compareInside(compose, engine, set);
}

/** A differing set for people: the files, then what there is to say against it. */
export function tellCompared({ set, objections }: ComparedInside): string {
  const names = ['base', 'mode', 'hardening'];
  const files = handedOver(set).files.map(
    ({ text }, at) => `--- ${names[at] ?? `overlay ${at - names.length + 1}`}\n${text}`,
  );
  return [...files, ...objections].join('\n');
}

/** Runs one file set. */
async function compareInside(compose: Compose, engine: Engine, set: FileSet): Promise<ComparedInside> {
  const root = await mkdtemp(join(tmpdir(), 'seatrial-inside-'));
  try {
    const { scenario, files } = handedOver(set);
    buildFiles(scenario, root);
    writeForEngine(scenario, files, root);
    const account = await insideAccount(scenario, files, { root, engine, compose });
    return { set, account, objections: [...objections(scenario, files, account)] };
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

/** Openings that leave no trace in a container here: of what runs beside it, of what this kernel lacks, of what is not there. */
const traceless =
  /^(?:new service: )?(?:a hook|a build|security labels|apparmor|shares the host's (?:user|cgroup) namespace|gets a device$|is taken away)/;

function* objections(
  scenario: Scenario,
  files: readonly ListedText[],
  account: InsideAccount,
): Generator<string> {
  if (account.kind !== 'seen') return;
  for (const { service, what, model, compose, inside } of account.differences)
    yield `${service}: ${what}: the model says ${model}, Compose ${compose}, the kernel ${inside}`;
  const texts = files.map(({ text }) => text);
  const expected = effectOf(scenario, texts);
  if (opens(account.effect) && !opens(expected)) yield `open inside alone: ${effectText(account.effect)}`;
  if (expected.kind === 'unreadable' || opens(account.effect)) return;
  const traced = expected.openings.filter(
    ({ service, what }) => account.services[service] !== undefined && !traceless.test(what),
  );
  if (traced.length > 0) yield `closed inside: ${effectText(expected)}`;
}
