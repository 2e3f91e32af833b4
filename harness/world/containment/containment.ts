import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { HarnessFault } from '../../harness-fault.ts';
import { findProgram, systemPath } from '../find-program.ts';
import { bubblewrapWords } from './bubblewrap.ts';
import { buildCell } from './build-cell.ts';
import type { BuiltCell } from './built-cell.ts';
import type { Cell } from './cell.ts';
import { namespacesPlan, type Plan } from './namespaces.ts';
import type { Tools } from './tools.ts';
import { sameView, type View, viewFor } from './view.ts';

/** Whether programs under test are kept from the machine: where it can be done, always (or nothing is run), never. */
export type Wanted = 'auto' | 'required' | 'off';

/** How programs under test are kept from the machine. */
export interface Containment {
  readonly kind: 'bubblewrap' | 'namespaces' | 'none';
  /** For people: what holds, or why nothing does. One sentence without its full stop. */
  readonly reason: string;
  /**
   * A cell for one program at a time: the machine read-only, other worlds hidden, no network, pid and ipc namespaces of
   * its own. Identity and capabilities can be changed inside as the harness could change them outside.
   * @throws HarnessFault `bad-world` when it can't be built
   */
  enter(confinement: Confinement): Promise<Cell>;
}

/** What a program needs of its cell. */
export interface Confinement {
  /** Absolute folders that stay writable, at the same paths. */
  readonly writable: readonly string[];
  /** The program's working directory. */
  readonly folder: string;
}

const found = new Map<string, Containment>();

/**
 * The containment of this machine; looked for once.
 * @throws HarnessFault `bad-world` when it is required and there is none
 */
export function findContainment(wanted: Wanted): Containment {
  if (wanted === 'off') return none('it was switched off');
  const containment = found.get('here') ?? findHere();
  found.set('here', containment);
  if (wanted === 'required' && containment.kind === 'none') {
    const mend = 'install bubblewrap and util-linux, and run as root or allow user namespaces';
    throw new HarnessFault(`containment is required, but ${containment.reason}: ${mend}`, 'bad-world');
  }
  return containment;
}

type Build = (view: View) => Plan;

function findHere(): Containment {
  const bubblewrap = tryContainment('bubblewrap');
  if (bubblewrap.kind !== 'none') return bubblewrap;
  const namespaces = tryContainment('namespaces');
  const reason = `${bubblewrap.reason}, ${namespaces.kind === 'none' ? 'and' : 'but'} ${namespaces.reason}`;
  return { ...namespaces, reason };
}

/** One way to contain programs; it is of the kind `none` where it can't be had. */
export function tryContainment(kind: 'bubblewrap' | 'namespaces'): Containment {
  const [nsenter, env, setsid, unshare] = ['nsenter', 'env', 'setsid', 'unshare'].map(name =>
    findProgram(name, systemPath),
  );
  if (nsenter === undefined || env === undefined || setsid === undefined || unshare === undefined) {
    return none('env of coreutils and nsenter, setsid and unshare of util-linux are not all installed');
  }
  const tools = { nsenter, env, setsid, unshare };
  const bwrap = findProgram('bwrap', systemPath);
  if (kind === 'bubblewrap' && bwrap === undefined) return none('bubblewrap is not installed');
  const build: Build =
    kind === 'bubblewrap' && bwrap !== undefined
      ? view => ({ words: bubblewrapWords(bwrap, view), inside: [], done() {} })
      : view => namespacesPlan(unshare, view);
  const name = kind === 'bubblewrap' ? 'bubblewrap' : 'mount namespaces';
  const complaint = complaintOf(build, tools);
  if (complaint !== undefined) return none(`${name} can not be used here (${complaint})`);
  return contained(kind, `${name} can be used here`, build, tools);
}

/** Builds a cell and ends it at once, to see whether it can be done. */
function complaintOf(build: Build, { unshare }: Tools): string | undefined {
  const plan = build(viewFor([]));
  const apart = process.geteuid?.() === 0 ? [unshare, '--user', '--mount', '--'] : [];
  const [program, ...rest] = plan.words;
  const tried = spawnSync(program, [...rest, ...apart, '/bin/true'], {
    encoding: 'utf8',
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' },
    timeout: 10_000,
    killSignal: 'SIGKILL',
  });
  plan.done();
  if (tried.status === 0) return undefined;
  return (
    tried.error?.message ?? (tried.stderr.trim().split('\n')[0] || `${program} ended with ${tried.status}`)
  );
}

function none(reason: string): Containment {
  return { kind: 'none', reason, enter: async () => ({ wrap: words => words, kill() {}, leave() {} }) };
}

const mostIdle = 4;
const mostAttempts = 5;

/** Cells are built once and used again and again: one costs several times what a start in it does. */
function contained(kind: Containment['kind'], reason: string, build: Build, tools: Tools): Containment {
  let idle: readonly BuiltCell[] = [];
  const enter = async ({ writable, folder }: Confinement): Promise<Cell> => {
    const view = viewFor(writable);
    const fitting = idle.find(each => each.alive && sameView(each.view, view));
    for (const each of idle) if (each !== fitting && !fits(each, view)) each.kill();
    idle = idle.filter(each => each !== fitting && each.alive);
    const cell = fitting ?? (await built(view, writable));
    return {
      wrap: words => cell.wrap(words, folder),
      family: cell,
      kill: () => cell.kill(),
      leave: () => {
        if (cell.clean) idle = [...idle, cell];
        else cell.kill();
        if (idle.length > mostIdle) idle[0]?.kill();
      },
    };
  };
  const built = async (first: View, writable: readonly string[]): Promise<BuiltCell> => {
    // What another run mounts or unmounts meanwhile can make it fail: then the mounts are read anew.
    for (let view = first, attempt = 1; ; view = viewFor(writable), attempt += 1) {
      const plan = build(view);
      try {
        return await buildCell(plan, view, tools);
      } catch (error) {
        if (attempt === mostAttempts) throw error;
      } finally {
        plan.done();
      }
    }
  };
  return { kind, reason, enter };
}

/** A cell for these folders whose mounts are no longer so would keep what was unmounted alive. */
function fits(cell: BuiltCell, view: View): boolean {
  return cell.view.writable.join('\0') !== view.writable.join('\0') || sameView(cell.view, view);
}
