import { posix } from 'node:path';
import type { Engine } from '../../../harness/stage.ts';
import { type Baked, type BakeRequest, bakeWith } from '../reference/bake.ts';
import { BuildFault } from '../reference/outcome.ts';
import { type BakedParts, bakedParts } from '../reference/parts.ts';
import { jsonWords } from '../reference/run/run.ts';
import { shellCommands } from '../reference/run/shell-words.ts';
import { tools } from './tools-image.ts';

/** Why what an engine's BuildKit builds can't be foretold; undefined: its rules were measured. */
export function whyNotModelled({ version }: Engine): string | undefined {
  if (version.startsWith('20.10.')) return undefined;
  return `the rules of BuildKit were measured in Docker 20.10; this engine is ${version}`;
}

/** One thing that the BuildKit of an engine does otherwise than the model, and the parts that do it. */
interface BuilderRule {
  /** A clause, for people. */
  readonly text: string;
  readonly parts: Partial<BakedParts>;
}

function setNine(mode: number, chmod: string | undefined): number {
  if (chmod === undefined || !/^[0-7]+$/.test(chmod)) return mode;
  return (mode & 0o7000) | (Number.parseInt(chmod, 8) & 0o777);
}

/**
 * What the BuildKit in Docker 20.10 does otherwise: measured, see docs/baked-modes-differences.md. Later engines come
 * nearer to the model: heredocs with frontend 1.4 (Docker 23), the modes of folders with BuildKit 0.21 (Docker 28.1),
 * symbolic modes with frontend 1.14.
 */
const rules: readonly BuilderRule[] = [
  {
    text: 'folders that COPY makes get 0755 whatever --chmod says',
    parts: { createdFolderMode: () => 0o755 },
  },
  {
    text: '--chmod sets nothing if it is symbolic, and nothing beyond the nine permissions',
    parts: {
      createdFolderMode: chmod => setNine(0o755, chmod),
      copiedMode: ({ mode }, chmod) => setNine(mode, chmod),
    },
  },
  {
    text: 'several sources are copied one after the other to a destination without a slash, too',
    parts: { severalNeedFolder: false },
  },
  {
    text: 'it has no here-documents',
    parts: {
      readInstructions: text => {
        const parsed = bakedParts.readInstructions(text);
        if (parsed.instructions.some(({ heredocs }) => heredocs.length > 0))
          throw new BuildFault('no here-documents');
        return parsed;
      },
    },
  },
  {
    text: 'in a folder that .dockerignore has, only a line that begins with its path lets something in again',
    parts: { isIgnored: (rules, path) => bakedParts.isIgnored(rules, path) || isInSkipped(rules, path) },
  },
  {
    text: 'a RUN that goes through all of /etc fails: some of it is mounted there, read-only',
    parts: { run: runBesideMounts },
  },
];

function runBesideMounts(...[rest, variables, place]: Parameters<BakedParts['run']>): void {
  const all = jsonWords(rest);
  for (const [name = '', ...words] of all === undefined ? shellCommands(rest, variables) : [all]) {
    const paths = words.map(word => posix.resolve(place.folder, word));
    if (
      /^ch(mod|own)$/.test(name) &&
      words.includes('-R') &&
      paths.some(path => path === '/' || path === '/etc')
    )
      throw new BuildFault('read-only file system');
  }
  bakedParts.run(rest, variables, place);
}

function isInSkipped(rules: Parameters<BakedParts['isIgnored']>[0], path: string): boolean {
  const names = path.split('/');
  const folders = names.slice(1).map((_, nth) => names.slice(0, nth + 1).join('/'));
  return folders.some(
    folder =>
      bakedParts.isIgnored(rules, folder) &&
      !rules.some(({ pattern, isException }) => isException && `${pattern}/`.startsWith(`${folder}/`)),
  );
}

const combined: BakedParts = Object.assign({}, bakedParts, ...rules.toReversed().map(({ parts }) => parts));

/** Every stage that begins with nothing begins with the tools instead, if something is run. */
export function withTools(dockerfile: string): string {
  if (!/^\s*run\b/im.test(dockerfile)) return dockerfile;
  return dockerfile.replace(/^(\s*FROM) scratch\b/gim, `$1 ${tools().image}`);
}

/** The model, as the BuildKit of the engine builds. */
export const bakeAsBuilt = (request: BakeRequest): Baked => bakeHere(bakeWith(combined), request);

function bakeHere(bake: (request: BakeRequest) => Baked, request: BakeRequest): Baked {
  const assumptions = {
    bases: (name: string) => (name === tools().image ? tools().shape : undefined),
    harmlessRuns: false,
  };
  return bake({ ...request, dockerfile: withTools(request.dockerfile), assumptions });
}

/** What else tells of a Dockerfile: each rule that by itself changes what the model makes of it. */
export const variants: readonly { readonly text: string; bake(request: BakeRequest): Baked }[] = [
  {
    text: 'the tools that a RUN needs are there before it',
    bake: request => bakeHere(bakeWith(bakedParts), request),
  },
  ...rules.map(({ text, parts }) => ({ text, bake: bakeWith({ ...bakedParts, ...parts }) })),
];
