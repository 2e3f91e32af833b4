import { chownSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { type Ran, type Stage, Unobserved } from '../../../harness/stage.ts';
import { contractEnvironment } from '../../../harness/world/command/contract-environment.ts';
import { whyUnreachable } from '../../../harness/world/command/reachable.ts';
import { ordinaryUser } from '../../../harness/world/identity/ordinary-user.ts';
import { keyFileText, plantedEnvironment } from '../model/key-file.ts';
import type { Observation, StartSeen } from '../observation.ts';
import type { Action, Scenario } from '../scenario.ts';
import type { Plan, Report } from './actor/plan.ts';
import { actorFiles, actorWords } from './actor-words.ts';
import type { ChildElsewhere, ElsewhereSeen, StartElsewhere } from './child-elsewhere.ts';

const user = 1000;
/** Who broker and child are where the harness is root: the same user, who may do nothing special. */
const nobodySpecial = ordinaryUser(user);

const limitMs = 30_000;
/** A broker that goes on for so long without its child hangs; when it is told to stop it may have to kill it. */
const lateMs = { ended: 2_500, stopped: 6_500 } as const;
/** What takes longer is not waited for. */
const longestWaitMs = 1_000;

function rejected(reason: string): Unobserved {
  return new Unobserved({ kind: 'rejected', reason });
}

/** Why a scenario can't be had for real. */
function whyNot({ platform, faults, actions }: Scenario): string | undefined {
  if (platform === 'bare') return 'this machine can pass descriptors';
  if (faults.length > 0) return 'a pair of streams that fails has to be counted: model fidelity';
  if (actions.some(action => action.do === 'wait' && action.ms > longestWaitMs))
    return 'time is not waited for: model fidelity';
  return undefined;
}

/** The actions of each start, by their places in the scenario. */
function startsOf(actions: readonly Action[]): readonly Plan['steps'][] {
  const starts: { at: number; action: Action }[][] = [[]];
  for (const [at, action] of actions.entries()) {
    starts.at(-1)?.push({ at, action });
    if (action.do === 'restart') starts.push([]);
  }
  return starts;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise(resolve => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** The child of one start, where it is not to live beside the broker. */
export type Elsewhere = (start: StartElsewhere) => ChildElsewhere;

/**
 * Runs a broker for real. Its child is an actor that is also the upstream, since a broker in a cell can call nobody else;
 * what is seen is what the child sees.
 */
export async function runForReal(
  scenario: Scenario,
  stage: Stage,
  elsewhere?: Elsewhere,
): Promise<Observation | Unobserved> {
  const reason = whyNot(scenario) ?? (stage.privileged ? outOfReach() : undefined);
  if (reason !== undefined) return rejected(reason);
  const port = await freePort();
  const folders = Object.fromEntries(
    ['project', 'home', 'tmp', 'shared'].map(name => {
      const path = join(stage.folder, name);
      mkdirSync(path, { mode: 0o755 });
      if (stage.privileged) chownSync(path, user, user);
      return [name, path];
    }),
  );
  const { project = '', home = '', tmp = '', shared = '' } = folders;
  const reports: Report[] = [];
  const starts: StartSeen[] = [];
  for (const [nth, steps] of startsOf(scenario.actions).entries()) {
    const key = scenario.keys[nth % 2] ?? '';
    const keyFile = join(project, `key-${nth}`);
    if (scenario.keyFile !== 'missing') give(keyFile, keyFileText(scenario.keyFile, key), 0o600, stage);
    // The child's files; where it lives elsewhere, all that it sees of this one.
    const planFile = join(shared, `plan-${nth}.json`);
    const report = join(shared, `report-${nth}.json`);
    const up = scenario.upstream === 'up';
    const child = elsewhere?.({ nth, port, up, project, shared, temporary: tmp });
    const plan: Plan = {
      port: child === undefined ? port : join(shared, `up-${nth}`),
      up,
      start: nth,
      steps,
      ids: reports.at(-1)?.ids ?? 0,
      report,
      ...(child !== undefined && { stopFile: child.stopFile }),
    };
    const words = actorWords(planFile);
    give(planFile, JSON.stringify(plan), 0o644, stage);
    const ran = await stage.start({
      arguments: [`http://127.0.0.1:${port}`, keyFile, '--', ...(child?.words(words) ?? words)],
      environment: contractEnvironment(plantedEnvironment(scenario, key), {
        home,
        temporary: tmp,
        path: stage.path,
      }),
      folder: project,
      limitMs,
      ...(stage.privileged && { identity: nobodySpecial }),
      ...(child !== undefined && { attend: running => child.attend(running) }),
    });
    const over = Date.now();
    const told = existsSync(report) ? (JSON.parse(readFileSync(report, 'utf8')) as Report) : undefined;
    if (told !== undefined) reports.push(told);
    starts.push(startSeen(key, ran, told, over, child?.seen));
  }
  return {
    seen: 'process',
    starts,
    asks: reports.flatMap(({ asks }) => asks.map(ask => ({ ...ask, pairs: undefined }))),
    streams: reports.flatMap(({ streams }) => streams.map(stream => ({ ...stream, quietMs: undefined }))),
    connections: reports.flatMap(({ connections }) => connections),
    authority: `127.0.0.1:${port}`,
    pairFaults: [],
  };
}

function outOfReach(): string | undefined {
  for (const file of actorFiles()) {
    const why = whyUnreachable(file, nobodySpecial);
    if (why !== undefined) return `the child can't be started: ${why}`;
  }
  return undefined;
}

function give(path: string, content: string, mode: number, { privileged }: Stage): void {
  writeFileSync(path, content, { mode });
  if (privileged) chownSync(path, user, user);
}

function startSeen(
  key: string,
  { end, out, err }: Ran,
  told: Report | undefined,
  over: number,
  elsewhere?: ElsewhereSeen,
): StartSeen {
  // A child that goes on when its broker is told to stop ends after it.
  const doneAt = (told?.stop === null ? elsewhere?.endedAt : undefined) ?? told?.doneAt ?? over;
  const late = told !== undefined && over - doneAt > (told.stop === null ? lateMs.ended : lateMs.stopped);
  return {
    key,
    end: late ? { kind: 'hung', afterMs: over - doneAt } : endSeen(end),
    childStatus: told?.childStatus,
    log: out.text + err.text,
    processes: [...(told?.processes ?? []), ...(elsewhere?.processes ?? [])],
    ...(elsewhere !== undefined && { toldByEngine: elsewhere.told }),
    inherited: told?.inherited,
    readable: told?.readable ?? undefined,
    stop: told?.stop ?? undefined,
    finished: told?.finished ?? false,
    left: undefined,
  };
}

function endSeen(end: Ran['end']): StartSeen['end'] {
  if (end.kind === 'exited') return end;
  return end.kind === 'timed-out'
    ? { kind: 'hung', afterMs: end.limitMs }
    : { kind: 'killed', signal: end.kind === 'killed' ? end.signal : end.kind };
}
