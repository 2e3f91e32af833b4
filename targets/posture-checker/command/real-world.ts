import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, lchownSync, lstatSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { HarnessFault } from '../../../harness/harness-fault.ts';
import type { Identity } from '../../../harness/stage.ts';
import { identityFacts } from '../../../harness/world/identity/identity-facts.ts';
import { ownerOnDisk } from '../../../harness/world/identity/on-disk.ts';
import { type PostureScenario, uidOf } from '../scenario.ts';
import { failAt, verifyFault } from './cache-fault.ts';
import { cachePlace, homeFolder, projectFolder, temporaryFolder } from './cache-place.ts';
import { codeOf } from './error-code.ts';
import type { RealBoot } from './real-machine.ts';

/** A scenario's world on disk. */
export interface RealWorld {
  readonly root: string;
  /** Working directory of the program. */
  readonly project: string;
  readonly home: string;
  readonly temporary: string;
  /** What `--cert-cache` is given, if anything. */
  readonly cacheArgument: string | null;
  /** Ways to write the cache's entry, for system calls that shall fail on it. */
  readonly cacheNames: readonly string[];
}

/** A world, or why it can't be had here. */
export type Built = { readonly world: RealWorld } | { readonly reason: string };

/** A name that is longer than any file system takes. */
const longName = 'n'.repeat(256);

/**
 * Builds the world of a boot below a folder that does not exist yet: folders of the program's own user around the cache
 * entry, and the entry as the scenario has it, looked at again afterwards.
 * @throws HarnessFault `bad-world` when it is not as it was made
 */
export function buildWorld(root: string, scenario: PostureScenario, boot: RealBoot): Built {
  const { certCache } = scenario;
  const place = certCache ? cachePlace(certCache) : undefined;
  const make = maker(root, ownedByAnother(boot) ? boot.identity.uid.effective : undefined);
  mkdirSync(root);
  for (const folder of [projectFolder, homeFolder, temporaryFolder]) make(folder);
  let cacheArgument = certCache?.startsWith('/') ? root + certCache : certCache;
  const world = (names: readonly string[] = []): Built => ({
    world: {
      root,
      project: join(root, projectFolder),
      home: join(root, homeFolder),
      temporary: join(root, temporaryFolder),
      cacheArgument,
      cacheNames: names,
    },
  });
  if (!certCache || place === undefined) return world();
  const at = join(root, place);
  make(dirname(place));
  if (boot.cacheFault !== undefined) {
    if (boot.cacheFault === 'long-name') cacheArgument = join(dirname(at), longName);
    else failAt(at, boot);
    verifyFault(boot.cacheFault === 'long-name' ? (cacheArgument ?? at) : at, boot);
    return world([...spellings(cacheArgument ?? at), ...spellings(at)]);
  }
  const reason = putEntry(at, scenario, boot);
  return reason === undefined ? world() : { reason };
}

/** A path as a program may give it to the kernel: as it was given, and without what is at its end. */
function spellings(path: string): readonly string[] {
  const bare = path.replace(/(?<=.)(?:\/\.?)+$/, '');
  return [...new Set([path, bare, `${bare}/`, `${bare}/.`])];
}

/** Whether what the program's own user owns has to be given to it: in a user namespace, that is the harness's own user. */
function ownedByAnother(boot: RealBoot): boot is RealBoot & { readonly identity: Identity } {
  return boot.identity !== undefined && !boot.identity.inUserNamespace;
}

/** Makes folders one in the other, each of the program's own user. */
function maker(root: string, owner: number | undefined): (folder: string) => void {
  return folder => {
    let at = root;
    for (const name of folder.split('/').filter(part => part !== '')) {
      at = join(at, name);
      if (mkdirSync(at, { recursive: true, mode: 0o755 }) === undefined) continue;
      chmodSync(at, 0o755);
      if (owner !== undefined) chownSync(at, owner, owner);
    }
  };
}

const kindBits = 0o170_000;
const kinds = { folder: 0o040_000, file: 0o100_000, fifo: 0o010_000 } as const;

/** Puts the cache entry there; the reason where it can't be had. */
function putEntry(
  at: string,
  { cacheEntry: entry, uid }: PostureScenario,
  boot: RealBoot,
): string | undefined {
  if (entry.kind === 'missing' || entry.kind === 'fault') return undefined;
  const real = entry.kind === 'link' ? `${at}.real` : at;
  if (entry.kind === 'link') {
    // Leads there wherever the world is mounted.
    symlinkSync(basename(real), at);
    if (ownedByAnother(boot)) lchownSync(at, uid.effective, boot.identity.gid.effective);
    if (entry.to === 'nothing') return undefined;
  }
  const kind = entry.kind === 'link' ? 'folder' : entry.kind;
  if (kind === 'folder') mkdirSync(real);
  else if (kind === 'file') writeFileSync(real, '');
  else if (spawnSync('mkfifo', [real]).status !== 0) return 'mkfifo can not be run';
  const wanted = uidOf(entry.owner, uid);
  const owner = ownerOnDisk(wanted, boot.identity, identityFacts().own);
  if (owner === undefined)
    return `a user namespace of user id ${uid.effective} has no files of user id ${wanted}`;
  const mode = Number.parseInt(entry.mode, 8);
  try {
    const { uid: own, gid } = lstatSync(real);
    if (own !== owner) chownSync(real, owner, gid);
  } catch (error) {
    return `the certificate cache can not be given to user id ${owner} (${codeOf(error)})`;
  }
  // Giving a file away takes its set-id bits.
  chmodSync(real, mode);
  const made = lstatSync(real);
  if (made.uid !== owner || (made.mode & kindBits) !== kinds[kind])
    throw new HarnessFault(`${real} is not the ${kind} of user id ${owner} that it was made`, 'bad-world');
  return (made.mode & 0o7777) === mode ? undefined : `this file system does not take mode ${entry.mode}`;
}
