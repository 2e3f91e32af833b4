import type { MergeWorld } from '../../../harness/compose/merge-files.ts';
import type { Mapping } from '../../../harness/compose/tree.ts';
import type { Compose } from '../../../harness/world/compose/find-compose.ts';
import { extraText, hardenedServicesOf } from '../mandatory-texts.ts';
import { modeOf } from '../posture/mode.ts';
import { openings } from '../posture/openings.ts';
import { comparable, type Difference, differences, type Folders, hostOf } from './comparable.ts';
import { effectiveModel } from './effective-model.ts';
import { type FileSet, textsOf } from './file-set.ts';
import type { FileSetWorld } from './file-set-world.ts';
import { type Expectation, expectation } from './refusals/refusal.ts';
import { type Answer, runCompose } from './run-compose.ts';

/** What the merge model and a real Compose say of one file set. */
export type Comparison =
  /** The same: an equal model and posture, or that there is none. */
  | { readonly kind: 'agree'; readonly on: 'model' | 'refusal' }
  | { readonly kind: 'differ'; readonly reason: string; readonly paths: readonly Difference[] };

/** How the files of a set are expected to merge. */
export type Merge = (texts: readonly string[], world: MergeWorld) => Expectation;

const home = '/home/dev';

/** Compares file sets in one world with one real Compose 2. */
export class Comparer {
  /** @param merge the merge model, or one that is to be found out */
  constructor(compose: Compose, world: FileSetWorld, merge: Merge = expectation) {
    this.#compose = compose;
    this.#world = world;
    this.#merge = merge;
    this.#folders = { project: world.files, home };
  }

  readonly #compose: Compose;
  readonly #world: FileSetWorld;
  readonly #merge: Merge;
  readonly #folders: Folders;
  readonly #mandatory = new Map<string, Promise<Mapping>>();

  async compare(set: FileSet): Promise<Comparison> {
    const texts = textsOf(set, this.#world.project);
    const answer = await this.#ask(texts);
    const expected = this.#expect(texts);
    if (answer.kind === 'refused') {
      if (expected.kind !== 'merged') return { kind: 'agree', on: 'refusal' };
      return { kind: 'differ', reason: `Compose alone refuses: ${answer.reason}`, paths: [] };
    }
    if (expected.kind !== 'merged')
      return { kind: 'differ', reason: `the model alone refuses: ${expected.reason}`, paths: [] };
    const paths = await this.#differences(set, expected.model, effectiveModel(answer.text));
    if (paths.length === 0) return { kind: 'agree', on: 'model' };
    return { kind: 'differ', reason: 'the models differ', paths };
  }

  async #ask(texts: readonly string[]): Promise<Answer> {
    return runCompose(this.#compose, await this.#world.write(texts), { HOME: home });
  }

  #expect(texts: readonly string[]): Expectation {
    const { project } = this.#world;
    return this.#merge(texts, {
      variables: {},
      find: path => (path === `${project}/extra.yml` ? extraText : undefined),
    });
  }

  async #differences(set: FileSet, ours: Mapping, theirs: Mapping): Promise<readonly Difference[]> {
    const said = differences(comparable(ours, this.#folders), comparable(theirs, this.#folders));
    const texts = textsOf({ ...set, overlays: [] }, this.#world.project);
    const before = this.#expect(texts);
    if (before.kind !== 'merged') return said;
    const known = this.#mandatory.get(texts.join('\0')) ?? this.#mandatoryModel(texts);
    this.#mandatory.set(texts.join('\0'), known);
    const model = this.#posture(set, before.model, ours);
    const compose = this.#posture(set, await known, theirs);
    return model === compose ? said : [...said, { path: 'posture', model, compose }];
  }

  async #mandatoryModel(texts: readonly string[]): Promise<Mapping> {
    const answer = await this.#ask(texts);
    if (answer.kind === 'refused') throw new Error(`Compose refuses the mandatory files: ${answer.reason}`);
    return effectiveModel(answer.text);
  }

  /** What the properties would make of a model: its openings and its mode. */
  #posture({ shape }: FileSet, before: Mapping, after: Mapping): string {
    const host = hostOf(this.#folders);
    const opened = openings(before, after, hardenedServicesOf(shape), host);
    const ways = opened.map(({ service, what }) => `${service}: ${what}`).toSorted();
    return [`mode ${modeOf(after, host)}`, ...ways].join(' · ');
  }
}
