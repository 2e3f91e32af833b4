import { once } from 'node:events';
import * as fs from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Entry, Found } from '../observation.ts';
import { ownerUid, parent, serverUid, socketDir, type WrapScenario } from '../scenario.ts';
import type { Users } from './users.ts';

const permissionBits = 0o7777;
const mostLooks = 20;

/** The folder of a scenario on disk, and what must not be touched. */
export class RealWorld {
  private constructor(root: string, users: Users) {
    this.#users = users;
    this.#parent = join(root, parent);
    this.folder = join(root, socketDir);
    this.#victim = join(this.#parent, 'victim');
    this.#elsewhere = join(this.#parent, 'elsewhere');
  }

  readonly #users: Users;
  readonly #parent: string;
  /** SOCKET_DIR, absolute. */
  readonly folder: string;
  readonly #victim: string;
  readonly #elsewhere: string;
  #others = '';

  /** Builds it below a folder that is empty. */
  static async build(scenario: WrapScenario, root: string, users: Users): Promise<RealWorld> {
    const world = new RealWorld(root, users);
    fs.chmodSync(root, 0o755);
    const server = serverUid(scenario);
    world.#makeFolder(world.#parent, 0o755, server);
    world.#makeFolder(world.#elsewhere, 0o755, server);
    fs.writeFileSync(world.#victim, 'not yours\n');
    fs.chmodSync(world.#victim, 0o640);
    await world.#place(scenario);
    world.#others = world.#lookAtOthers();
    return world;
  }

  async #place(scenario: WrapScenario): Promise<void> {
    const { place } = scenario;
    switch (place.kind) {
      case 'missing':
        return;
      case 'link':
        fs.symlinkSync(place.to === 'folder' ? this.#elsewhere : join(this.#parent, 'nothing'), this.folder);
        return;
      case 'file':
        fs.writeFileSync(this.folder, '');
        this.#give(this.folder, ownerUid(scenario, place.owner), 0);
        fs.chmodSync(this.folder, 0o644);
        return;
      case 'folder': {
        this.#makeFolder(this.folder, 0o700, ownerUid(scenario, place.owner));
        for (const { name, kind, owner } of place.holds) {
          const path = join(this.folder, name);
          if (fs.lstatSync(path, { throwIfNoEntry: false }) !== undefined) continue;
          if (kind === 'link') fs.symlinkSync(this.#victim, path);
          else if (kind === 'file') fs.writeFileSync(path, '');
          else await staleSocket(path);
          this.#give(path, ownerUid(scenario, owner), 0);
          if (kind !== 'link') fs.chmodSync(path, kind === 'file' ? 0o644 : 0o755);
        }
        fs.chmodSync(this.folder, Number.parseInt(place.mode, 8));
      }
    }
  }

  #makeFolder(path: string, mode: number, uid: number): void {
    fs.mkdirSync(path);
    this.#give(path, uid, uid);
    fs.chmodSync(path, mode);
  }

  /** Where there is one user only, everything is that user's from the start. */
  #give(path: string, uid: number, gid: number): void {
    if (this.#users.several) fs.lchownSync(path, uid, gid);
  }

  /** What is where SOCKET_DIR shall be: as it was at one moment, since it was the same before and after it was read. */
  found(): Found {
    for (let attempt = 1; ; attempt += 1) {
      const found = this.#folder();
      if (found.kind !== 'folder') return found;
      const entries = this.#names().flatMap(name => this.#entry(name) ?? []);
      const { kind, uid, mode } = this.#folder();
      const same = kind === found.kind && uid === found.uid && mode === found.mode;
      if (same || attempt === mostLooks) return { ...found, entries: same ? entries : [] };
    }
  }

  #folder(): Found {
    const found = fs.lstatSync(this.folder, { throwIfNoEntry: false });
    if (found === undefined) return { kind: 'missing', uid: 0, mode: 0, entries: [] };
    if (found.isSymbolicLink()) return { kind: 'link', uid: 0, mode: 0, entries: [] };
    const kind = found.isDirectory() ? 'folder' : 'file';
    return { kind, uid: this.#users.exchange(found.uid), mode: found.mode & permissionBits, entries: [] };
  }

  #names(): readonly string[] {
    try {
      return fs.readdirSync(this.folder).sort();
    } catch {
      // It went away meanwhile.
      return [];
    }
  }

  #entry(name: string): Entry | undefined {
    const found = fs.lstatSync(join(this.folder, name), { throwIfNoEntry: false });
    if (found === undefined) return undefined;
    const uid = this.#users.exchange(found.uid);
    if (found.isSymbolicLink()) return { name, kind: 'link', uid, mode: 0 };
    const kind = found.isSocket() ? 'socket' : found.isDirectory() ? 'folder' : 'file';
    return { name, kind, uid, mode: found.mode & permissionBits };
  }

  #lookAtOthers(): string {
    const text = (path: string): string => {
      const { uid, gid, mode } = fs.lstatSync(path);
      return `${uid}:${gid} ${(mode & permissionBits).toString(8)}`;
    };
    const names = fs.readdirSync(this.#elsewhere).join(' ');
    return `victim ${text(this.#victim)} ${fs.readFileSync(this.#victim, 'utf8').trim()}, elsewhere ${text(this.#elsewhere)} [${names}]`;
  }

  /** What was changed that is not the server's, each as a clause. */
  harm(): readonly string[] {
    const now = this.#lookAtOthers();
    return now === this.#others ? [] : ["a file or folder of somebody else's is another than before"];
  }
}

/** A socket that nobody listens at: Node would take it away by the name that it was made by. */
async function staleSocket(path: string): Promise<void> {
  const server = createServer().listen(`${path}.new`);
  await once(server, 'listening');
  fs.renameSync(`${path}.new`, path);
  server.close();
  await once(server, 'close');
}
