import type { Session } from './steps.ts';

/** Keeps something that is open, until it closes, so that stopping ends it. */
export function keepOpen(session: Session, thing: { destroy(): unknown }): () => void {
  session.open.add(thing);
  return () => void session.open.delete(thing);
}

/** A timer that stopping calls off. @returns what calls it off before */
export function after(session: Session, ms: number, act: () => void): () => void {
  const callOff = session.seams.after(ms, () => {
    session.timers.delete(done);
    act();
  });
  const done = (): void => {
    session.timers.delete(done);
    callOff();
  };
  session.timers.add(done);
  return done;
}

/** Tells people what a client did; a flood of the same is told up to a limit. */
export function complain(session: Session, line: string): void {
  if (session.linesLeft === 0) return;
  session.linesLeft -= 1;
  session.seams.say(session.linesLeft === 0 ? `${line}; no more is said of clients` : line);
}

/** Ends everything at once. What was asked of the upstream is broken off. */
export function stop(session: Session): void {
  if (session.stopped) return;
  session.stopped = true;
  session.channel.close();
  for (const callOff of [...session.timers]) callOff();
  for (const thing of [...session.open]) thing.destroy();
}
