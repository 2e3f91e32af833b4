import { renderCompose } from '../../../harness/arbitraries/compose-file.ts';
import { mandatoryTexts } from '../mandatory-texts.ts';
import type { Scenario } from '../scenario.ts';

/** What a generated overlay is written from: pieces that a file is rendered of, or a file as it is. */
export type Overlay = readonly string[] | string;

/** One list of Compose files: base, mode, hardening, and overlays after them. */
export interface FileSet {
  readonly shape: Scenario['shape'];
  readonly mode: Scenario['mode'];
  readonly hardening: Scenario['hardening'];
  readonly overlays: readonly Overlay[];
}

/** The texts of a set's files, in order. */
export function textsOf({ overlays, ...mandatory }: FileSet, project: string): readonly string[] {
  const { base, mode, hardening } = mandatoryTexts(mandatory);
  const generated = overlays.map(overlay =>
    typeof overlay === 'string' ? overlay : renderCompose(overlay, project),
  );
  return [base, mode, hardening, ...generated];
}
