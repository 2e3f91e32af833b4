/** A worker process: runs what a campaign asks of it, one task at a time, and may be killed at any moment. */
import { openSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { HarnessFault } from '../../harness-fault.ts';
import { runOnCopy } from '../../judge/judge.ts';
import { describeThrown } from '../../judge/thrown.ts';
import { Choosers } from '../choose/choosing.ts';
import { now } from '../clock.ts';
import { draw } from '../draw.ts';
import { beatMs, explore, type RunNumber } from '../explore.ts';
import { hunt } from '../hunt.ts';
import { huntContained } from '../hunt-contained.ts';
import { attemptHere, pursue } from '../pursue.ts';
import { reproduce } from '../repro/reproduce.ts';
import {
  goesOnFromProcess,
  type LoadedSubject,
  loadSubject,
  modelOf,
  type SubjectSource,
} from '../subject.ts';
import { type Note, writeMarker } from './marker.ts';
import type { Answer, Reply, Request, Task } from './messages.ts';
import { watchParent } from './watch-parent.ts';

const subjects = new Map<string, Promise<LoadedSubject>>();
const marker = process.argv[2] === undefined ? undefined : openSync(process.argv[2], 'w');
/** Ends with it when something escaped a run. */
const escapedStatus = 70;
const choosers = new Choosers();
let stopped = false;

function subject(source: SubjectSource): Promise<LoadedSubject> {
  const key = JSON.stringify(source);
  const known = subjects.get(key) ?? loadSubject(source);
  subjects.set(key, known);
  return known;
}

function send(reply: Reply): void {
  process.send?.(reply);
}

/** Notes what is about to start, so that it outlives us. */
function mark(note: Note): void {
  if (marker !== undefined) writeMarker(marker, note);
}

async function perform(task: Task): Promise<Answer> {
  const loaded = await subject(task.subject);
  const { target, implementation } = loaded;
  send({ type: 'beat' });
  const alive = seldom(() => send({ type: 'beat' }));
  switch (task.kind) {
    case 'explore': {
      mark('none');
      const choosing = (): void => send({ type: 'beat', choosing: true });
      const choose = choosers.choose(loaded, task, {
        begin: choosing,
        note: candidate => mark({ kind: 'candidate', candidate }),
        chosen: (run, candidate) => {
          mark('none');
          send({ type: 'beat', at: { run, candidate } });
        },
        alive: seldom(choosing),
        stopped: () => stopped,
      });
      const beat = (run: number): boolean => {
        // Where scenarios are chosen, which one the run gets is not known yet.
        send({ type: 'beat', ...(choose === undefined && { at: { run, candidate: run } }) });
        return stopped;
      };
      const options = {
        ...task,
        beat,
        ...(choose !== undefined && { choose }),
        ...(task.careful && { before: (at: RunNumber) => mark({ kind: 'run', ...at }) }),
      };
      return { kind: 'explored', explored: await explore(target, implementation, options) };
    }
    case 'pursue': {
      const attempt = attemptHere(target, implementation);
      const beating: typeof attempt = async scenario => {
        // A turn of the event loop now and then: else nobody could say that it is time to end.
        if (alive()) await setImmediate();
        return attempt(scenario);
      };
      const start = draw(target.scenario, task.candidate, task);
      const pursued = await pursue(target, start, task.failure, beating, task.limits, {
        accepted: (scenario, failure) => send({ type: 'smaller', scenario, failure }),
        stop: () => stopped,
      });
      return { kind: 'pursued', pursued };
    }
    case 'hunt': {
      const { name } = implementation;
      const story = [...target.mutants, ...(target.command?.mutants ?? [])].find(
        known => known.name === name,
      );
      if (story === undefined) return { kind: 'failed', reason: `${name} is no mutant` };
      const { caughtBy } = story;
      const mutant = { name, caughtBy, run: (scenario: unknown) => implementation.run(scenario) };
      const { real } = task.subject;
      const inProcess =
        real?.fidelity === 'container' && goesOnFromProcess(target, task.subject.implementation);
      const kill = inProcess
        ? await huntContained(target, mutant, await modelOf(target, task.subject.implementation), {
            ...task,
            beat: alive,
          })
        : await hunt(target, mutant, { ...task, beat: alive });
      return { kind: 'hunted', ...(kill !== undefined && { kill }) };
    }
    case 'judge':
      return { kind: 'judged', verdict: await runOnCopy(target, implementation, task.scenario) };
    case 'reproduce':
      return { kind: 'reproduced', reproduction: await reproduce(target, implementation, task.scenario) };
  }
}

/** The same, but not more often than a sign of life is needed. Says whether it was done. */
function seldom(act: () => void): () => boolean {
  let next = 0;
  return () => {
    if (now() < next) return false;
    next = now() + beatMs;
    act();
    return true;
  };
}

async function answer(task: Task): Promise<void> {
  try {
    send({ type: 'answer', answer: await perform(task) });
  } catch (error) {
    const reason = error instanceof HarnessFault ? error.message : describeThrown(error);
    send({ type: 'answer', answer: { kind: 'failed', reason } });
  }
}

/** Closes what the subjects opened, and ends. */
async function end(): Promise<void> {
  const loaded = await Promise.allSettled(subjects.values());
  for (const outcome of loaded) {
    if (outcome.status === 'fulfilled') await Promise.allSettled([outcome.value[Symbol.asyncDispose]()]);
  }
  process.exit(0);
}

process.on('message', (request: Request) => {
  if (request.type === 'stop') stopped = true;
  else if (request.type === 'end') void end();
  else void answer(request.task);
});
// What escapes a run, as a rejection that nobody waits for, ends this process: which run it was of can't be told.
for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(event, (error: unknown) => {
    send({ type: 'escaped', reason: describeThrown(error) });
    process.exit(escapedStatus);
  });
}
// The terminal's Ctrl-C reaches every process of the group: ending in order is the campaign's business.
process.on('SIGINT', () => {});
process.on('disconnect', () => void end());
watchParent();
send({ type: 'ready' });
