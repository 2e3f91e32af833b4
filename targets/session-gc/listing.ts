import type { Stub, StubCall, StubStep } from '../../harness/world/stub/stub.ts';
import type { Call, Scenario } from './scenario.ts';

/** A container of somebody else, of which a busy machine has many. */
const otherContainer = 'a-container-of-somebody-else-on-a-busy-machine';

/** What a call prints. The other containers' names all are the same: nobody counts them. */
function printing({ names, others, lines, printed }: Call): readonly StubStep[] {
  if (printed === 'nothing') return [];
  const lineEnd = lines === 'crlf' ? '\r\n' : '\n';
  const steps: StubStep[] = [];
  const times = printed === 'half' ? Math.ceil(others / 2) : others;
  if (times > 0) steps.push({ kind: 'prints', to: 'out', text: otherContainer + lineEnd, times });
  if (printed === 'half' && others > 1) return steps;
  const whole = names.map(name => name + lineEnd).join('');
  const text = lines === 'not-last' ? whole.replace(/\n$/, '') : whole;
  const kept = printed === 'half' ? text.slice(0, Math.floor(text.length / 2)) : text;
  if (kept !== '') steps.push({ kind: 'prints', to: 'out', text: kept });
  return steps;
}

/** One call as a stub does it. The act of a session that starts is its id. */
export function stubCall(call: Call): StubCall {
  const acts = (when: 'before' | 'after'): readonly StubStep[] =>
    call.starts.filter(({ at }) => at === when).map(({ id }) => ({ kind: 'acts', act: id }));
  const noise: readonly StubStep[] =
    call.noise === '' ? [] : [{ kind: 'prints', to: 'err', text: call.noise }];
  return { steps: [...noise, ...acts('before'), ...printing(call), ...acts('after')], end: call.end };
}

/** Whether a call ends as one that was answered does. What it has printed is then taken for everything. */
export function succeeds({ end }: Pick<Call, 'end'>): boolean {
  return end.how === 'exits' && end.status === 0;
}

/** Name of the container of a session that started while names were listed. */
function containerOf(id: string): string {
  return `drydock-started-${id}`;
}

/** The calls of the run: who has started during one is listed by those after it, and starts once. */
export function callsOf({ docker }: Pick<Scenario, 'docker'>): readonly [Call, ...Call[]] {
  const [first, ...rest] = docker.calls;
  const calls: [Call, ...Call[]] = [first];
  let last = first;
  const started: string[] = [];
  const goOn = (next: Call): void => {
    started.push(...last.starts.map(({ id }) => containerOf(id)));
    last = { ...next, names: [...next.names, ...started] };
    calls.push(last);
  };
  for (const next of rest) goOn(next);
  if (last.starts.length > 0) goOn({ ...(rest.at(-1) ?? first), starts: [] });
  return calls;
}

/** What docker(1) says to a second sweep: as at first, with everybody listed who was, or has started. Nobody starts. */
export function callsOfSecondSweep(scenario: Pick<Scenario, 'docker'>): readonly [Call] {
  const [first] = scenario.docker.calls;
  const names = callsOf(scenario).flatMap(call => [
    ...call.names,
    ...call.starts.map(({ id }) => containerOf(id)),
  ]);
  return [{ ...first, names: [...new Set(names)], starts: [] }];
}

/** The program that `DOCKER` names, where it names one. */
export function stubOf(
  { docker: { is } }: Pick<Scenario, 'docker'>,
  calls: readonly [Call, ...Call[]],
): Stub {
  if (is === 'unset' || is === 'empty') return { kind: 'missing' };
  if (is !== 'program') return { kind: is };
  const [first, ...rest] = calls;
  return { kind: 'program', calls: [stubCall(first), ...rest.map(stubCall)] };
}
