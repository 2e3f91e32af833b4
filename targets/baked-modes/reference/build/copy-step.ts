import { posix } from 'node:path';
import { copyInto } from '../copy.ts';
import { type Heredoc, heredocMark, type RawInstruction } from '../dockerfile/instructions.ts';
import { BuildFault, CannotTell } from '../outcome.ts';
import { jsonWords } from '../run/run.ts';
import { ownerOf } from '../tree/accounts.ts';
import { type FolderNode, newFolder, put, rootOwner } from '../tree/nodes.ts';
import { type BuiltStage, demandTree, type Site, stageCalled } from './stage.ts';

const known = new Set(['from', 'chmod', 'chown']);

/** COPY and ADD: from the context, from another stage, from the Dockerfile itself. @throws BuildFault, CannotTell */
export function copyStep(
  one: RawInstruction,
  stage: BuiltStage,
  site: Site,
  expand: (word: string) => string,
): void {
  if (one.keyword === 'ADD' && one.flags.has('from')) throw new BuildFault('ADD has no --from');
  const foreign = [...one.flags.keys()].find(name => !known.has(name));
  if (foreign !== undefined) throw new CannotTell(`what --${foreign} comes to`);
  const words = jsonWords(one.rest) ?? one.rest.split(/\s+/);
  const paths = words.map(word => (heredocMark(word) === undefined ? expand(word) : word));
  const dest = paths.at(-1);
  const sources = paths.slice(0, -1);
  if (dest === undefined || sources.length === 0)
    throw new BuildFault(`${one.keyword} needs a source and a destination`);
  // A flag whose variable is not set is a flag that was not given.
  const flag = (name: string): string | undefined => expand(one.flags.get(name) ?? '') || undefined;
  const chown = flag('chown');
  const from = fromOf(one.flags.get('from'), site);
  const request = {
    isAdd: one.keyword === 'ADD',
    dest: placed(dest, stage.folder),
    chmod: flag('chmod'),
    chown: chown === undefined ? undefined : ownerOf(stage.root, chown),
    line: one.line,
  };
  const plain = sources.filter(source => heredocMark(source) === undefined);
  const source = from?.root ?? site.context;
  copyInto(
    stage.root,
    { ...request, from: source, isContext: from === undefined, sources: plain },
    site.parts,
  );
  if (one.heredocs.length === 0) return;
  const inline = folderOf(one.heredocs, site, expand);
  const names = one.heredocs.map(({ name }) => name);
  copyInto(
    stage.root,
    { ...request, isAdd: false, from: inline, isContext: true, sources: names },
    site.parts,
  );
}

/** The stage that `--from` names; undefined: it is not given. */
function fromOf(name: string | undefined, { stages }: Site): BuiltStage | undefined {
  if (name === undefined) return undefined;
  const from = stageCalled(name, stages.slice(0, -1));
  if (from === undefined) throw new CannotTell(`what is in the image ${name}`);
  demandTree(from);
  return from;
}

/** Absolute, with the slash that a folder's path ends in. */
function placed(dest: string, folder: string): string {
  const path = posix.resolve(folder, dest);
  return /(^|\/)\.?$/.test(dest) && path !== '/' ? `${path}/` : path;
}

/** Files that stand in the Dockerfile itself, as a folder. */
function folderOf(
  heredocs: readonly Heredoc[],
  { parts: { heredocMode } }: Site,
  expand: (word: string) => string,
): FolderNode {
  const folder = newFolder({ mode: 0o755, ...rootOwner, line: 0 });
  for (const { name, content, isLiteral } of heredocs) {
    // Quotes within a here-document are text.
    const parts = content.split(/(["'])/).map(part => (/^["']$/.test(part) ? part : expand(part)));
    const bytes = Buffer.from(isLiteral ? content : parts.join(''));
    put(folder, [name], { kind: 'file', content: bytes, mode: heredocMode, ...rootOwner, line: 0 });
  }
  return folder;
}
