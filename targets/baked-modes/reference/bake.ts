import { buildStages } from './build/build-stages.ts';
import { seenContext } from './build/seen-context.ts';
import type { Assumptions, BuiltStage } from './build/stage.ts';
import { type Verdict, verdictOf } from './check.ts';
import { BuildFault, CannotTell } from './outcome.ts';
import { type BakedParts, bakedParts } from './parts.ts';
import type { FolderNode } from './tree/nodes.ts';

/** What is asked. */
export interface BakeRequest {
  readonly dockerfile: string;
  /** Text of `.dockerignore`; undefined: there is none. */
  readonly ignore: string | undefined;
  readonly context: FolderNode;
  /** Who has to read the paths, as USER would have it; undefined: whom the image says. */
  readonly user: string | undefined;
  readonly paths: readonly string[];
  readonly assumptions?: Assumptions;
}

/** What a build comes to. */
export interface Baked {
  /** Undefined: it can't be built, or can't be told. */
  readonly root: FolderNode | undefined;
  readonly verdicts: readonly Verdict[];
  /** 0: every path is fine; 1: one is not; 2: it can't be built, or can't be told. */
  readonly exit: 0 | 1 | 2;
  /** Lines for people. */
  readonly complaints: readonly string[];
}

const nothingAssumed: Assumptions = { bases: () => undefined, harmlessRuns: false };

function where({ line }: BuildFault | CannotTell): string {
  return line === undefined ? 'Dockerfile' : `Dockerfile line ${line}`;
}

/** A builder's model and a checker, made of these parts. */
export function bakeWith(parts: BakedParts): (request: BakeRequest) => Baked {
  return request => {
    const { assumptions = nothingAssumed } = request;
    const context = seenContext(request.context, request.ignore, parts);
    let stage: BuiltStage | undefined;
    try {
      const parsed = parts.readInstructions(request.dockerfile);
      stage = parts.lastStage(buildStages(parsed, context, parts, assumptions));
      if (stage === undefined) throw new BuildFault('there is no FROM');
      if (stage.trouble !== undefined) throw stage.trouble;
      return judged(request, stage, parts);
    } catch (error) {
      if (error instanceof CannotTell) return untold(request, error);
      if (!(error instanceof BuildFault)) throw error;
      return { root: undefined, verdicts: [], exit: 2, complaints: [`${where(error)}: ${error.message}`] };
    }
  };
}

function untold({ paths }: BakeRequest, reason: CannotTell): Baked {
  const because = `can't tell ${reason.message} (${where(reason)})`;
  const verdicts = paths.map(
    path => ({ path, verdict: 'unknown', at: null, line: reason.line ?? null, because }) as const,
  );
  return {
    root: undefined,
    verdicts,
    exit: 2,
    complaints: [`${where(reason)}: can't tell ${reason.message}`],
  };
}

function judged({ paths, user }: BakeRequest, stage: BuiltStage, parts: BakedParts): Baked {
  const name = user ?? stage.user;
  if (name === undefined)
    throw new CannotTell('whom a container of the image runs as, without USER and POLICY_USER');
  const who = parts.whoRuns(stage.root, name);
  const verdicts = paths.map(path => verdictOf(stage.root, path, who, parts));
  const isFine = verdicts.every(({ verdict }) => verdict === 'fine');
  const wrong = verdicts.filter(({ verdict }) => verdict !== 'fine');
  return {
    root: stage.root,
    verdicts,
    exit: isFine ? 0 : 1,
    complaints: wrong.map(({ path, verdict, because }) => `${path}: ${verdict}: ${because}`),
  };
}

/** Builds a tree from a Dockerfile and a context, by BuildKit's rules, and says of each path whether it can be read. */
export const bake = bakeWith(bakedParts);
