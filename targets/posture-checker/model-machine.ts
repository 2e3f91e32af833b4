import { HarnessFault } from '../../harness/harness-fault.ts';
import type { FileStatus, Machine } from './reference/machine.ts';
import { type CacheEntry, type PostureScenario, uidOf } from './scenario.ts';
import { statusText } from './status-text.ts';

/** The machine, with everything more that a real one offers and that the posture check must leave alone. */
export interface ModelMachine extends Machine {
  realUid(): number;
  /** Looks at an entry, following links. */
  stat(path: string): FileStatus;
  chmod(path: string, mode: number): void;
  mkdir(path: string, mode: number): void;
}

/** What a machine records. */
export interface Recording {
  readonly calls: string[];
  readonly lines: string[];
  readonly fired: ('status' | 'cache')[];
}

const kinds = { folder: 0o040_000, file: 0o100_000, fifo: 0o010_000, link: 0o120_000 } as const;

const errors = new Map<string, Error>();

/** An error as Node gives it for a failed system call; one for each code, as making one is slow. */
function failed(code: string): Error {
  const error = errors.get(code) ?? Object.assign(new Error(`${code}: planned`), { code });
  errors.set(code, error);
  return error;
}

/** The path that a name with slashes, or slash and dot, at its end stands for. */
function trimmed(path: string): string {
  let rest = path;
  while (rest.length > 1 && (rest.endsWith('/') || rest.endsWith('/.'))) rest = rest.slice(0, -1);
  return rest;
}

/** A machine as a scenario describes it. It records every call; its disk, one entry, lives as long as it does. */
export function modelMachine(scenario: PostureScenario, recording: Recording): ModelMachine {
  const { uid, status } = scenario;
  const cachePath = trimmed(scenario.certCache ?? '');
  let entry: CacheEntry = scenario.cacheEntry;

  const look = (path: string, follow: boolean): FileStatus => {
    if (cachePath === '' || trimmed(path) !== cachePath) throw failed('ENOENT');
    if (entry.kind === 'fault') {
      recording.fired.push('cache');
      throw failed(entry.code);
    }
    if (entry.kind === 'missing') throw failed('ENOENT');
    if (entry.kind !== 'link')
      return { mode: kinds[entry.kind] | Number.parseInt(entry.mode, 8), uid: uidOf(entry.owner, uid) };
    // A slash, or slash and dot, at its end makes the kernel follow a link (path_resolution(7)).
    if (!follow && path === cachePath) return { mode: kinds.link | 0o777, uid: uid.effective };
    if (entry.to === 'nothing') throw failed('ENOENT');
    return { mode: kinds.folder | Number.parseInt(entry.mode, 8), uid: uidOf(entry.owner, uid) };
  };

  return {
    platform: scenario.platform,
    environment: scenario.environment,
    effectiveUid() {
      recording.calls.push('effective-uid');
      return uid.effective;
    },
    realUid() {
      recording.calls.push('real-uid');
      return uid.real;
    },
    readStatus() {
      recording.calls.push('read-status');
      if (status.fault !== null) {
        recording.fired.push('status');
        throw failed(status.fault);
      }
      return statusText(scenario);
    },
    lstat(path) {
      recording.calls.push(`lstat ${path}`);
      return look(path, false);
    },
    stat(path) {
      recording.calls.push(`stat ${path}`);
      return look(path, true);
    },
    chmod(path, mode) {
      recording.calls.push(`chmod ${path}`);
      look(path, true);
      if ('mode' in entry) entry = { ...entry, mode: mode.toString(8).padStart(4, '0') };
    },
    mkdir(path, mode) {
      recording.calls.push(`mkdir ${path}`);
      if (entry.kind !== 'missing' || trimmed(path) !== cachePath) throw failed('EEXIST');
      entry = { kind: 'folder', mode: mode.toString(8).padStart(4, '0'), owner: 'effective' };
    },
    log(line) {
      if (typeof line !== 'string') throw new HarnessFault('a log line is not text', 'bad-target');
      recording.calls.push('log');
      recording.lines.push(line);
    },
    bind(address) {
      recording.calls.push(`bind ${address}`);
    },
  };
}
