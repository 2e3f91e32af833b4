/** One thing that a stub does. */
export type StubStep =
  /** Prints a text, so many times over (default 1), exactly. */
  | {
      readonly kind: 'prints';
      readonly to: 'out' | 'err';
      readonly text: string;
      readonly times?: number | undefined;
    }
  /** Something happens in the world at that moment; the target knows what the word means. */
  | { readonly kind: 'acts'; readonly act: string };

/** How a call of a stub ends. */
export type StubEnd =
  | { readonly how: 'exits'; readonly status: number }
  | { readonly how: 'killed'; readonly signal: 'SIGKILL' | 'SIGTERM' | 'SIGSEGV' | 'SIGPIPE' }
  /** Never: it waits to be ended. */
  | { readonly how: 'hangs' };

/** What a stub does when it is called once. */
export interface StubCall {
  readonly steps: readonly StubStep[];
  readonly end: StubEnd;
}

/** A stand-in for a helper program: plain data, played in memory or written as a real program. */
export type Stub =
  /** It does the first at its first call, the second at its second; the last one from then on. */
  | { readonly kind: 'program'; readonly calls: readonly [StubCall, ...StubCall[]] }
  /** It can't be run: there is none, it may not be run, its interpreter is missing, or it is a folder. */
  | { readonly kind: 'missing' | 'not-executable' | 'no-interpreter' | 'folder' };

/** What a program does at its n-th call, from 1. */
export function callOf(calls: readonly [StubCall, ...StubCall[]], nth: number): StubCall {
  return calls[Math.min(nth, calls.length) - 1] ?? calls[0];
}

/** Who hears what a stub prints, and lets its acts happen. */
export interface StubAudience {
  print(to: 'out' | 'err', text: string): void;
  act(act: string): void;
}

/** Plays one call in memory. @returns how it ends */
export function playStub({ steps, end }: StubCall, audience: StubAudience): StubEnd {
  for (const step of steps) {
    if (step.kind === 'acts') audience.act(step.act);
    else audience.print(step.to, step.text.repeat(step.times ?? 1));
  }
  return end;
}
