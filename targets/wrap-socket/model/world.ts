import type { Entry, Found } from '../observation.ts';
import { ownerUid, type Peer, peerGid, peerUid, serverUid, type WrapScenario } from '../scenario.ts';
import type { ModelListener } from './listener.ts';

/** A socket, file or link; a listener only where the server made the socket. */
export interface ModelEntry {
  kind: 'socket' | 'file' | 'link';
  uid: number;
  mode: number;
  readonly listener: ModelListener | undefined;
}

export interface ModelFolder {
  uid: number;
  readonly gid: number;
  mode: number;
  readonly entries: Map<string, ModelEntry>;
}

export type ModelNode =
  | { readonly kind: 'folder'; readonly folder: ModelFolder }
  | { readonly kind: 'link'; readonly to: ModelFolder | undefined }
  | { readonly kind: 'file'; uid: number; mode: number };

const ownersFile = { uid: 0, mode: 0o640 } as const;
const ownersFolder = 0o755;

/** The files of a scenario, and what may not be changed in them. */
export class ModelWorld {
  constructor(scenario: WrapScenario) {
    this.#scenario = scenario;
    this.elsewhere = { uid: serverUid(scenario), gid: 0, mode: ownersFolder, entries: new Map() };
    this.node = this.#nodeOf();
  }

  readonly #scenario: WrapScenario;
  /** What SOCKET_DIR is; undefined: missing. */
  node: ModelNode | undefined;
  /** A file of root's that links lead to. */
  readonly victim: { uid: number; mode: number } = { ...ownersFile };
  /** A folder that a link in SOCKET_DIR's place leads to. */
  readonly elsewhere: ModelFolder;
  meddled = false;

  #nodeOf(): ModelNode | undefined {
    const { place } = this.#scenario;
    const gid = serverUid(this.#scenario);
    switch (place.kind) {
      case 'missing':
        return undefined;
      case 'link':
        return { kind: 'link', to: place.to === 'folder' ? this.elsewhere : undefined };
      case 'file':
        return { kind: 'file', uid: ownerUid(this.#scenario, place.owner), mode: 0o644 };
      case 'folder': {
        const held = place.holds.map(({ name, kind, owner }): [string, ModelEntry] => [
          name,
          {
            kind: kind === 'stale-socket' ? 'socket' : kind,
            uid: ownerUid(this.#scenario, owner),
            mode: kind === 'stale-socket' ? 0o755 : 0o644,
            listener: undefined,
          },
        ]);
        const uid = ownerUid(this.#scenario, place.owner);
        const folder = { uid, gid, mode: Number.parseInt(place.mode, 8), entries: new Map(held) };
        return { kind: 'folder', folder };
      }
    }
  }

  found(): Found {
    const { node } = this;
    if (node === undefined) return { kind: 'missing', uid: 0, mode: 0, entries: [] };
    if (node.kind === 'link') return { kind: 'link', uid: 0, mode: 0, entries: [] };
    if (node.kind === 'file') return { kind: 'file', uid: node.uid, mode: node.mode, entries: [] };
    const { uid, mode, entries } = node.folder;
    const listed = [...entries].map(
      ([name, entry]): Entry => ({
        name,
        kind: entry.kind,
        uid: entry.uid,
        mode: entry.kind === 'link' ? 0 : entry.mode,
      }),
    );
    return { kind: 'folder', uid, mode, entries: listed.sort((a, b) => (a.name < b.name ? -1 : 1)) };
  }

  /** What was changed that is not the server's to change. */
  harm(): readonly string[] {
    const { uid, mode } = this.victim;
    const { elsewhere } = this;
    const harm: string[] = [];
    if (uid !== ownersFile.uid) harm.push("a file of root's, that a link leads to, got another owner");
    if (mode !== ownersFile.mode) harm.push("a file of root's, that a link leads to, got another mode");
    if (elsewhere.uid !== serverUid(this.#scenario) || elsewhere.mode !== ownersFolder)
      harm.push('the folder that a link leads to got another owner or mode');
    if (elsewhere.entries.size > 0) harm.push('something was made in the folder that a link leads to');
    return harm;
  }

  /** What keeps a peer from a socket of the folder; undefined: nothing. */
  keptOut(peer: Peer, file: string): string | undefined {
    const { node } = this;
    if (node?.kind !== 'folder') return node === undefined ? 'ENOENT' : 'ENOTDIR';
    const { folder } = node;
    if (!this.#may(peer, folder, folder.gid, 0o1)) return 'EACCES';
    const entry = folder.entries.get(file);
    if (entry === undefined) return 'ENOENT';
    if (entry.kind !== 'socket') return 'ECONNREFUSED';
    if (!this.#may(peer, entry, folder.gid, 0o2)) return 'EACCES';
    return entry.listener?.listening ? undefined : 'ECONNREFUSED';
  }

  #may(peer: Peer, of: { readonly uid: number; readonly mode: number }, gid: number, bit: number): boolean {
    const uid = peerUid(this.#scenario, peer);
    if (uid === 0 || peer.passes) return true;
    const shift = uid === of.uid ? 6 : peerGid(this.#scenario, peer) === gid ? 3 : 0;
    return ((of.mode >> shift) & bit) === bit;
  }

  /** The server's end of a socket that it made. */
  listenerAt(file: string): ModelListener | undefined {
    return this.node?.kind === 'folder' ? this.node.folder.entries.get(file)?.listener : undefined;
  }

  /** Puts a link in the place of the first socket, if whoever does may write to the folder. */
  meddle(uid: number): void {
    const { node } = this;
    if (this.meddled || node?.kind !== 'folder') return;
    const { folder } = node;
    const bits = (folder.mode >> (uid === folder.uid ? 6 : 0)) & 0o3;
    if (bits !== 0o3) return;
    this.meddled = true;
    folder.entries.set('notify.sock', { kind: 'link', uid, mode: 0o777, listener: undefined });
  }
}
