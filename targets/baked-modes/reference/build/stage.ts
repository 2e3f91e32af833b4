import type { Variables } from '../dockerfile/expand.ts';
import type { RawInstruction } from '../dockerfile/instructions.ts';
import { BuildFault, CannotTell } from '../outcome.ts';
import type { BakedParts } from '../parts.ts';
import { copyOf, emptyTree, type FolderNode } from '../tree/nodes.ts';

/** What a stage has come to. */
export interface BuiltStage {
  readonly name: string | undefined;
  readonly root: FolderNode;
  /** As the last USER has it, empty: nobody said. Undefined: as the image has it, whose configuration is not in its tree. */
  user: string | undefined;
  folder: string;
  readonly arguments: Map<string, string>;
  readonly environment: Map<string, string>;
  /** Why it can't be built, or why its tree can't be told. */
  trouble: BuildFault | CannotTell | undefined;
}

/** What may be taken for granted. */
export interface Assumptions {
  /** The trees of images that are no stage, by name. */
  bases(name: string): FolderNode | undefined;
  /** A RUN that can't be told is taken for one that leaves alone what there is. */
  readonly harmlessRuns: boolean;
}

/** What an instruction is done with. */
export interface Site {
  /** The stages so far; the last one is being built. */
  readonly stages: readonly BuiltStage[];
  readonly globals: ReadonlyMap<string, string>;
  readonly context: FolderNode;
  readonly parts: BakedParts;
  /** A word with these variables put in. */
  expand(word: string, variables: Variables): string;
}

function stageNamed(name: string, stages: readonly BuiltStage[]): BuiltStage | undefined {
  return stages.findLast(stage => stage.name === name.toLowerCase());
}

/** The stage that `--from` means: a number is one. */
export function stageCalled(name: string, stages: readonly BuiltStage[]): BuiltStage | undefined {
  return /^\d+$/.test(name) ? stages[Number(name)] : stageNamed(name, stages);
}

/** @throws what keeps a stage from being looked into */
export function demandTree({ trouble }: BuiltStage): void {
  if (trouble instanceof CannotTell) throw new CannotTell(trouble.message);
  if (trouble !== undefined) throw new BuildFault(trouble.message);
}

/** Begins a stage: with nothing, with another stage by its name, or with an image. @throws BuildFault */
export function newStage(
  { line }: RawInstruction,
  from: string,
  stages: readonly BuiltStage[],
  { bases }: Assumptions,
): BuiltStage {
  const [base = '', as, name] = from.split(/\s+/);
  if (base === '') throw new BuildFault('FROM names nothing');
  const named = { name: as?.toLowerCase() === 'as' ? name?.toLowerCase() : undefined };
  const other = stageNamed(base, stages);
  if (other !== undefined)
    return {
      ...other,
      ...named,
      root: copyOf(other.root),
      arguments: new Map(other.arguments),
      environment: new Map(other.environment),
    };
  const isScratch = base === 'scratch';
  const known = isScratch ? emptyTree() : bases(base);
  const trouble = known === undefined ? new CannotTell(`what is in the image ${base}`) : undefined;
  if (trouble !== undefined) trouble.line = line;
  const nothing = { user: isScratch ? '' : undefined, folder: '/', arguments: new Map<string, string>() };
  return {
    ...nothing,
    ...named,
    // Two stages may begin with one image.
    root: copyOf(known ?? emptyTree()),
    environment: new Map<string, string>(),
    trouble,
  };
}
