/** Lines that stay. Keeps one empty line around what stands by itself. */
export interface Page {
  /** Lines that belong to those before them. */
  lines(...lines: readonly string[]): void;
  /** Lines that stand by themselves. */
  paragraph(...lines: readonly string[]): void;
  /** A line to which those that follow belong. */
  heading(line: string): void;
}

/** A page that hands each addition on as one text, complete with its line ends. */
export function pageOn(write: (text: string) => void): Page {
  let started = false;
  let owed = false;
  const add = (lines: readonly string[], before: boolean, after: boolean): void => {
    if (lines.length === 0) return;
    const gap = started && (before || owed) ? '\n' : '';
    started = true;
    owed = after;
    write(gap + lines.map(line => `${line.trimEnd()}\n`).join(''));
  };
  return {
    lines: (...lines) => add(lines, false, false),
    paragraph: (...lines) => add(lines, true, true),
    heading: line => add([line], true, false),
  };
}
