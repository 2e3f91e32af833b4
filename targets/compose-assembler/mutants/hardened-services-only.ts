import { modelSteps } from '../model-steps.ts';
import { assembleWith } from '../reference/assemble.ts';
import { judgeOverlay } from '../reference/overlay/judge-overlay.ts';
import type { OverlayRules } from '../reference/overlay/rules.ts';
import { mutant } from './mutant.ts';
import { withServices } from './with-services.ts';

interface HardenedRules extends OverlayRules {
  readonly hardened: ReadonlySet<string>;
}

function isJudged(name: string, rules: OverlayRules | HardenedRules): boolean {
  return !('hardened' in rules) || rules.hardened.has(name) || !rules.services.has(name);
}

/** Judges the services that the hardening file names: one that only the base file has is left open to every overlay. */
export const hardenedServicesOnly = mutant({
  name: 'hardened-services-only',
  story:
    'Judges the services that the hardening file names: one that only the base file has is left open to every overlay.',
  source: 'expert',
  caughtBy: ['posture-at-least-as-closed', 'opening-overlay-refused-by-name'],
  within: 750,
  subject: {
    assemble: assembleWith({
      ...modelSteps,
      rulesFor: (mappings, project, realPath): HardenedRules => ({
        ...modelSteps.rulesFor(mappings, project, realPath),
        hardened: modelSteps.rulesFor(mappings.slice(2), project, realPath).services,
      }),
      judgeOverlay: (overlay, rules) =>
        judgeOverlay(
          withServices(overlay, services => services.filter(([name]) => isJudged(name, rules))),
          rules,
        ),
    }),
  },
});
