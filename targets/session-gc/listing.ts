import type { Stub, StubCall, StubStep } from '../../harness/world/stub/stub.ts';
import type { Call, Scenario } from './scenario.ts';

/** A container of somebody else, of which a busy machine has many. */
const otherContainer = 'a-container-of-somebody-else-on-a-busy-machine';

/** The names of others, a line each, as often as there are others. */
function others(times: number, lineEnd: string): readonly StubStep[] {
  return times > 0 ? [{ kind: 'prints', to: 'out', text: otherContainer + lineEnd, times }] : [];
}

/** What a call prints. The other containers stand around the names, and all are called the same: nobody counts them. */
function printing({ names, others: count, lines, printed }: Call): readonly StubStep[] {
  if (printed === 'nothing') return [];
  const lineEnd = lines === 'crlf' ? '\r\n' : '\n';
  const before = Math.ceil(count / 2);
  const after = count - before;
  const cut = lines === 'not-last';
  const steps = [...others(before, lineEnd)];
  if (printed === 'half' && count > 1) return steps;
  const whole = names.map(name => name + lineEnd).join('');
  const text = cut && after === 0 ? whole.replace(/\n$/, '') : whole;
  const kept = printed === 'half' ? text.slice(0, Math.floor(text.length / 2)) : text;
  if (kept !== '') steps.push({ kind: 'prints', to: 'out', text: kept });
  if (!cut || after === 0) return [...steps, ...others(after, lineEnd)];
  return [...steps, ...others(after - 1, lineEnd), { kind: 'prints', to: 'out', text: otherContainer }];
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

/**
 * The calls of the run. A session makes its folder, and some time later its container: the scenario's calls list whom
 * they name and nobody else; one more, where somebody starts during the last of them, lists everybody who has started.
 */
export function callsOf({ docker }: Pick<Scenario, 'docker'>): readonly [Call, ...Call[]] {
  const [first, ...rest] = docker.calls;
  const last = rest.at(-1) ?? first;
  if (last.starts.length === 0) return docker.calls;
  const started = docker.calls.flatMap(({ starts }) => starts.map(({ id }) => containerOf(id)));
  const names = [...last.names, ...started];
  return [first, ...rest, { ...last, names, starts: [], ...(last.engine && { engine: ofNames(last) }) }];
}

/** What an engine does, and nothing of containers that the call does not name. */
function ofNames({ names, engine }: Call): NonNullable<Call['engine']> {
  return { ...engine, states: engine?.states.slice(0, names.length) ?? [] };
}

/** What docker(1) says to a second sweep: as at first, with everybody listed who was, or has started. Nobody starts. */
export function callsOfSecondSweep(scenario: Pick<Scenario, 'docker'>): readonly [Call] {
  // Nobody goes away any more, whatever the engine does.
  const [{ engine, ...first }] = scenario.docker.calls;
  const names = callsOf(scenario).flatMap(call => [
    ...call.names,
    ...call.starts.map(({ id }) => containerOf(id)),
  ]);
  const { outage } = engine ?? {};
  const kept = outage === undefined ? {} : { engine: { states: [], outage } };
  return [{ ...first, names: [...new Set(names)], starts: [], ...kept }];
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
