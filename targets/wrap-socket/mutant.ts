import type { Mutant, MutantStory } from '../../harness/target.ts';
import { inModel, type Serve } from './model.ts';
import type { WrapObservation } from './observation.ts';
import type { Folder, Listener, Machine } from './reference/machine.ts';
import { hardened, type Parts, wrapSocket } from './reference/wrap-socket.ts';
import type { WrapScenario } from './scenario.ts';

export type WrapMutant = Mutant<WrapScenario, WrapObservation>;

/** A server with one known bug. */
export function mutant(story: MutantStory, serve: Serve): WrapMutant {
  return { ...story, ...inModel(story.name, serve) };
}

/** The reference with another part in place of one of its own. */
export function withPart(story: MutantStory, parts: Partial<Parts>): WrapMutant {
  return mutant(story, (arguments_, machine) => wrapSocket(arguments_, machine, { ...hardened, ...parts }));
}

/** A machine that does something else in some of its calls. */
export function withCalls(machine: Machine, change: Partial<Machine>): Machine {
  return {
    uid: machine.uid,
    umask: mask => machine.umask(mask),
    mkdir: (path, mode) => machine.mkdir(path, mode),
    rmdir: path => machine.rmdir(path),
    openFolder: path => machine.openFolder(path),
    spare: () => machine.spare(),
    next: (listeners, withinMs) => machine.next(listeners, withinMs),
    say: line => machine.say(line),
    complain: line => machine.complain(line),
    ...change,
  };
}

/** A folder that does something else in some of its calls. */
export function folderWith(folder: Folder, change: Partial<Folder>): Folder {
  return {
    status: () => folder.status(),
    names: () => folder.names(),
    chmod: mode => folder.chmod(mode),
    chown: uid => folder.chown(uid),
    bind: name => folder.bind(name),
    chmodEntry: (name, mode) => folder.chmodEntry(name, mode),
    chownEntry: (name, uid) => folder.chownEntry(name, uid),
    unlink: name => folder.unlink(name),
    close: () => folder.close(),
    ...change,
  };
}

/** The reference on such a machine. */
export function onMachine(story: MutantStory, change: (machine: Machine) => Partial<Machine>): WrapMutant {
  return mutant(story, (arguments_, machine) => wrapSocket(arguments_, withCalls(machine, change(machine))));
}

/** The reference with sockets that accept in another way. @param change what accepting comes to, by the socket's file */
export function onAccept(
  story: MutantStory,
  change: (accept: Listener['accept'], file: string, machine: Machine) => Listener['accept'],
): WrapMutant {
  return onMachine(story, machine => ({
    openFolder: path => {
      const folder = machine.openFolder(path);
      const bind = (name: string): Listener => {
        const listener = folder.bind(name);
        listener.accept = change(listener.accept.bind(listener), name, machine);
        return listener;
      };
      return folderWith(folder, { bind });
    },
  }));
}
