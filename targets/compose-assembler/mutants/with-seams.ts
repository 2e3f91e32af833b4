import type { Assemble } from '../reference/assemble.ts';
import type { Seams } from '../reference/seams.ts';

/** The seams of a machine as plain functions, so that single ones can be replaced. */
export function bound(seams: Seams): Seams {
  return {
    entry: path => seams.entry(path),
    realPath: path => seams.realPath(path),
    read: path => seams.read(path),
    names: folder => seams.names(folder),
    run: (program, argument, limits) => seams.run(program, argument, limits),
    remove: path => seams.remove(path),
    print: line => seams.print(line),
    say: line => seams.say(line),
  };
}

/** An assembler that sees some of the machine otherwise. */
export function withSeams(assemble: Assemble, change: (seams: Seams) => Partial<Seams>): Assemble {
  return (settings, seams) => assemble(settings, { ...bound(seams), ...change(seams) });
}
