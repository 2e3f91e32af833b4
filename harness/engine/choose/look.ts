import { HarnessFault } from '../../harness-fault.ts';
import { runOnCopy } from '../../judge/judge.ts';
import type { Verdict } from '../../judge/verdict.ts';
import { Unobserved } from '../../stage.ts';
import type { Implementation, Target } from '../../target.ts';

/** What a scenario came to in process: reason enough, or not, to spend a container on it. */
export interface Look {
  readonly labels: readonly string[];
  readonly features: readonly string[];
  /** The verdict, as far as it makes two of them the same. */
  readonly outcome: string;
  /** It proves nothing in process, and would prove nothing in a container; or no container can be that. */
  readonly rejected: boolean;
}

/**
 * Runs a scenario in process and looks at what it reached.
 * @throws HarnessFault when the harness itself failed at it
 */
export async function look<S, O>(
  target: Target<S, O>,
  model: Implementation<S, O>,
  scenario: S,
): Promise<Look> {
  let seen: { readonly observation: O } | undefined;
  const watched: Implementation<S, O> = {
    name: model.name,
    run: async given => {
      const observation = await model.run(given);
      if (!(observation instanceof Unobserved)) seen = { observation };
      return observation;
    },
  };
  const verdict = await runOnCopy(target, watched, scenario);
  if (verdict.kind === 'harness-fault')
    throw new HarnessFault(`no scenario for a container can be chosen: ${verdict.reason}`, 'bad-target');
  return {
    labels: distinct(target.scenario.labels(scenario)),
    features:
      seen === undefined ? [] : distinct(target.container?.features?.(scenario, seen.observation) ?? []),
    outcome: outcomeOf(verdict),
    rejected: verdict.kind === 'rejected' || target.container?.whyNot?.(scenario) !== undefined,
  };
}

/** The same of a scenario whose run in process took its process down. */
export function lookOfLost<S, O>(target: Target<S, O>, scenario: S, how: string): Look {
  const labels = distinct(target.scenario.labels(scenario));
  return { labels, features: [], outcome: `lost: ${how}`, rejected: false };
}

function outcomeOf(verdict: Exclude<Verdict, { readonly kind: 'harness-fault' }>): string {
  switch (verdict.kind) {
    case 'violation':
      return distinct(verdict.violations.map(({ property, signature }) => `${property}: ${signature}`)).join(
        '\n',
      );
    case 'crash':
      return `crash: ${verdict.signature}`;
    case 'pass':
    case 'hang':
    case 'rejected':
      return verdict.kind;
  }
}

function distinct(words: readonly string[]): readonly string[] {
  return [...new Set(words)].sort();
}
