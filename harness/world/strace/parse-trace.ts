import type { TracedCall } from '../../stage.ts';
import { scanArguments } from './scan-arguments.ts';

const line = /^(\d+)\s+(.*)$/;
const resumed = /^<\.\.\. (\w+) resumed>(.*)$/;
const begun = /^(\w+)\((.*)$/;
const unfinished = / ?<unfinished \.\.\.>$/;
const injectedMark = / \(INJECTED(: [^)]*)?\)$/;

/** What a call came to, from the text behind its parenthesis: ` = 3</file>`, ` = -1 ENOENT (...)`, ` = ?`. */
function outcomeOf(rest: string): Pick<TracedCall, 'result' | 'error' | 'injected'> {
  const injected = injectedMark.test(rest);
  const [, value] = /^\s*= (-?\d+|0x[0-9a-f]+)/.exec(rest) ?? [];
  const [, error] = /^\s*= -1 (E[A-Z0-9]+)/.exec(rest) ?? [];
  return { result: value === undefined ? undefined : Number(value), error, injected };
}

function callOf(pid: number, text: string): TracedCall | undefined {
  const [, call, behind] = begun.exec(text) ?? [];
  if (call === undefined || behind === undefined) return undefined;
  const { arguments: given, rest } = scanArguments(behind.replace(unfinished, ''));
  return { pid, call, arguments: given, ...outcomeOf(rest ?? ''), text };
}

/**
 * The system calls in a log of strace, in the order in which they ended; those that never ended stand where they
 * began. A call that another thread's interrupted in the log (`<unfinished ...>`, `<... resumed>`) is put together
 * again. Signals and ends of processes are no calls.
 * @param text the log that `straceWords` asks for: each line begins with a process id
 */
export function parseTrace(text: string): readonly TracedCall[] {
  const calls: (TracedCall | undefined)[] = [];
  const open = new Map<number, { readonly text: string; readonly place: number }>();
  for (const each of text.split('\n')) {
    const [, id, rest] = line.exec(each) ?? [];
    if (id === undefined || rest === undefined) continue;
    const pid = Number(id);
    const [, , continued] = resumed.exec(rest) ?? [];
    const before = open.get(pid);
    if (continued !== undefined && before !== undefined) {
      calls[before.place] = undefined;
      open.delete(pid);
      calls.push(callOf(pid, `${before.text.replace(unfinished, '')}${continued}`));
      continue;
    }
    if (unfinished.test(rest)) open.set(pid, { text: rest, place: calls.length });
    calls.push(callOf(pid, rest));
  }
  return calls.filter(call => call !== undefined);
}
