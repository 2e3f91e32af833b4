import { canaryIn } from '../../../harness/arbitraries/environment-set.ts';
import { broken, holds, type Property } from '../../../harness/target.ts';
import type { Boot, PostureObservation } from '../observation.ts';
import { argumentsOf, type PostureScenario } from '../scenario.ts';

/** The variable whose whole value a text holds; a shortened one can't be told from another. */
function whose({ environment }: PostureScenario, text: string): string {
  const whole = Object.keys(environment).find(name => {
    const value = environment[name] ?? '';
    return canaryIn(value) !== undefined && text.includes(value);
  });
  return whole === undefined
    ? 'a part of the value of an environment variable'
    : `the value of the environment variable ${JSON.stringify(whole)}`;
}

function everything({ lines, failures }: Boot): string {
  let all = '';
  for (const line of lines) all += line;
  for (const { resource, reason, fix } of failures) all += (resource ?? '') + reason + fix;
  return all;
}

/** Values of variables are for the process, not for the log (seed `000`, its security review). */
export const noValueInOutput: Property<PostureScenario, PostureObservation> = {
  name: 'no-value-in-output',
  statement: 'No value of an environment variable, nor either end of one, is in a log line or a failure.',
  check(scenario, { first }) {
    if (canaryIn(everything(first)) === undefined) return holds;
    const texts = [
      ...first.lines,
      ...first.failures.flatMap(({ resource, reason, fix }) => [resource ?? '', reason, fix]),
    ];
    for (const text of texts) {
      const found = canaryIn(text);
      if (found === undefined || argumentsOf(scenario).some(argument => argument.includes(found))) continue;
      return broken(`The output holds ${whose(scenario, text)}.`, { details: [['line', text]] });
    }
    return holds;
  },
};
