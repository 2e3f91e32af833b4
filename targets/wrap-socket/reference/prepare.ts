import type { Caller } from './caller.ts';
import { codeOf, type Folder, type Listener, type Machine, type SocketName, socketNames } from './machine.ts';

/** The server will not start, and says why. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

/** Sockets that peers can connect to. */
export interface Prepared {
  readonly folder: Folder;
  readonly sockets: readonly { readonly name: SocketName; readonly listener: Listener }[];
}

/** Whose the folder and the sockets become, when nothing of them can be connected to yet. */
export type Give = (folder: Folder, caller: Caller, machine: Machine) => void;

export function fileOf(name: SocketName): string {
  return `${name}.sock`;
}

/**
 * Makes the sockets in a folder that nobody but the server can enter, gives them to the caller, the folder last, and only
 * then lets peers connect: nobody is ever queued who was not meant to be, and nothing is changed by name in a folder that
 * somebody else can change.
 * @throws Refusal with everything as it was
 */
export function prepare(path: string, caller: Caller, machine: Machine, giveThem: Give = give): Prepared {
  const mask = machine.umask(0o077);
  try {
    const made = makeFolder(path, machine);
    try {
      return fill(openOwn(path, machine), path, caller, machine, giveThem);
    } catch (error) {
      if (made) quietly(() => machine.rmdir(path));
      throw error;
    }
  } finally {
    machine.umask(mask);
  }
}

/** @returns whether it was missing */
function makeFolder(path: string, machine: Machine): boolean {
  try {
    machine.mkdir(path, 0o700);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw refusal('the folder cannot be made', error);
  }
}

function openOwn(path: string, machine: Machine): Folder {
  try {
    return machine.openFolder(path);
  } catch (error) {
    throw refusal('it is no folder of its own', error);
  }
}

function fill(folder: Folder, path: string, caller: Caller, machine: Machine, giveThem: Give): Prepared {
  const sockets: { readonly name: SocketName; readonly listener: Listener }[] = [];
  let before: { readonly uid: number; readonly mode: number } | undefined;
  try {
    before = orRefuse('the folder cannot be looked at', () => folder.status());
    checkOwner(before.uid, caller, machine);
    checkEmpty(folder);
    // Who could enter it so far may have put something there a moment ago: looked at again once nobody can.
    orRefuse('the folder cannot be closed to others', () => {
      if (before?.uid !== machine.uid) folder.chown(machine.uid);
      folder.chmod(0o700);
    });
    checkEmpty(folder);
    machine.umask(0o177);
    for (const name of socketNames) {
      const listener = orRefuse(`${fileOf(name)} cannot be made`, () => folder.bind(fileOf(name)));
      sockets.push({ name, listener });
    }
    orRefuse('the modes cannot be set', () => giveThem(folder, caller, machine));
    for (const { name, listener } of sockets)
      orRefuse(`${fileOf(name)} cannot be listened at`, () => listener.listen());
    return { folder, sockets };
  } catch (error) {
    for (const { name, listener } of sockets) {
      quietly(() => folder.unlink(fileOf(name)));
      listener.close();
    }
    restore(folder, before);
    folder.close();
    throw error instanceof Refusal ? new Refusal(`${path}: ${error.message}`) : error;
  }
}

function checkOwner(uid: number, caller: Caller, machine: Machine): void {
  if (uid === machine.uid || (caller.kind === 'known' && uid === caller.uid)) return;
  throw new Refusal(`the folder is there already, and belongs to user ${uid}`);
}

function checkEmpty(folder: Folder): void {
  const [first] = orRefuse('the folder cannot be read', () => folder.names());
  if (first !== undefined) throw new Refusal('the folder is there already, and not empty');
}

function restore(folder: Folder, before: { readonly uid: number; readonly mode: number } | undefined): void {
  if (before === undefined) return;
  quietly(() => {
    // What is in it by now is somebody else's: another server's, perhaps, that has closed it as well.
    if (folder.names().length > 0) return;
    const now = folder.status();
    if (now.mode !== before.mode) folder.chmod(before.mode);
    if (now.uid !== before.uid) folder.chown(before.uid);
  });
}

/** To the caller alone; to everybody where there is no caller to give them to. */
function give(folder: Folder, caller: Caller, machine: Machine): void {
  if (caller.kind === 'nobody') {
    machine.complain('wrap-socket: warning: the caller is nobody: every peer will be rejected');
    return;
  }
  if (caller.kind === 'legacy') {
    machine.complain(
      'wrap-socket: warning: no caller is known: every local user may connect, and is accepted',
    );
    openToAll(folder);
    return;
  }
  try {
    for (const name of socketNames) folder.chownEntry(fileOf(name), caller.uid);
    folder.chown(caller.uid);
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined) throw error;
    machine.complain(
      `wrap-socket: warning: the sockets cannot be given to user ${caller.uid} (${code}): every local user may connect; peers are checked`,
    );
    openToAll(folder);
  }
}

/** Everybody may connect; nobody may put anything into the folder. */
export function openToAll(folder: Folder): void {
  for (const name of socketNames) folder.chmodEntry(fileOf(name), 0o666);
  folder.chmod(0o711);
}

function orRefuse<T>(what: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw refusal(what, error);
  }
}

function refusal(what: string, error: unknown): unknown {
  const code = codeOf(error);
  return code === undefined ? error : new Refusal(`${what} (${code})`);
}

function quietly(act: () => void): void {
  try {
    act();
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
  }
}
