/** A worker process: runs what a campaign asks of it, one task at a time, and may be killed at any moment. */
import { openSync, writeSync } from 'node:fs';
import { runOnce } from '../../judge/judge.ts';
import { draw } from '../draw.ts';
import { beatMs, explore } from '../explore.ts';
import type { Failure } from '../failure.ts';
import { hunt } from '../hunt.ts';
import { attemptHere, pursue } from '../pursue.ts';
import { type LoadedSubject, loadSubject, type SubjectSource } from '../subject.ts';
import type { Answer, Reply, Request, Task } from './messages.ts';
import { watchParent } from './watch-parent.ts';

const subjects = new Map<string, Promise<LoadedSubject>>();
const marker = process.argv[2] === undefined ? undefined : openSync(process.argv[2], 'w');
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

/** Overwrites the marker file with the number of the run that is about to start; a system call, so it outlives us. */
function mark(run: number | 'none'): void {
  if (marker !== undefined) writeSync(marker, String(run).padEnd(16), 0);
}

async function perform(task: Task): Promise<Answer> {
  const { target, implementation } = await subject(task.subject);
  send({ type: 'beat' });
  const alive = seldom(() => send({ type: 'beat' }));
  switch (task.kind) {
    case 'explore': {
      mark('none');
      const beat = (run: number): boolean => {
        send({ type: 'beat', run });
        return stopped;
      };
      const options = { ...task, beat, ...(task.careful && { before: mark }) };
      return { kind: 'explored', explored: await explore(target, implementation, options) };
    }
    case 'pursue': {
      const attempt = attemptHere(target, implementation);
      const beating: typeof attempt = scenario => {
        alive();
        return attempt(scenario);
      };
      const start = draw(target.scenario, task.run, task);
      const accepted = (scenario: unknown, failure: Failure): void =>
        send({ type: 'smaller', scenario, failure });
      const pursued = await pursue(target, start, task.failure, beating, task.limits, accepted);
      return { kind: 'pursued', pursued };
    }
    case 'hunt': {
      const mutant = target.mutants.find(({ name }) => name === implementation.name);
      if (mutant === undefined) return { kind: 'failed', reason: `${implementation.name} is no mutant` };
      const kill = await hunt(target, mutant, { ...task, beat: alive });
      return { kind: 'hunted', ...(kill !== undefined && { kill }) };
    }
    case 'judge':
      return { kind: 'judged', verdict: await runOnce(target, implementation, task.scenario) };
  }
}

/** The same, but not more often than a sign of life is needed. */
function seldom(act: () => void): () => void {
  let next = 0;
  return () => {
    if (performance.now() < next) return;
    next = performance.now() + beatMs;
    act();
  };
}

async function answer(task: Task): Promise<void> {
  try {
    send({ type: 'answer', answer: await perform(task) });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    send({ type: 'answer', answer: { kind: 'failed', reason } });
  }
}

process.on('message', (request: Request) => {
  if (request.type === 'stop') stopped = true;
  else void answer(request.task);
});
// The terminal's Ctrl-C reaches every process of the group: ending in order is the campaign's business.
process.on('SIGINT', () => {});
process.on('disconnect', () => process.exit(0));
watchParent();
send({ type: 'ready' });
