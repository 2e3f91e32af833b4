import { holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import { predictions, unusableMandatory, visibleGenerators } from '../oracle.ts';
import type { Scenario } from '../scenario.ts';
import { names, quoted, violated } from './evidence.ts';

/** The order of the list decides what wins, so it must not hang on a locale or a file system. */
export const generatorsRunOnceInByteOrder: Property<Scenario, Observation> = {
  name: 'generators-run-once-in-byte-order',
  statement: 'Every generator that is not hidden runs once, in the order of the bytes of the names.',
  check(scenario, observation) {
    const wanted = visibleGenerators(scenario).map(({ name }) => name);
    const ran = observation.ran.map(({ name }) => name);
    const hidden = ran.find(name => !wanted.includes(name));
    if (hidden !== undefined)
      return violated(scenario, observation, `The hidden generator ${quoted(hidden)} was run`);
    const twice = ran.find((name, at) => ran.indexOf(name) < at);
    if (twice !== undefined)
      return violated(scenario, observation, `Generator ${quoted(twice)} was run twice`);
    const skipped = wanted.find(name => !ran.includes(name));
    // Whoever stops at a failure and takes it for a success breaks `complete-or-loud`.
    const stopped = predictions(scenario).some(
      ({ prediction: { kind } }) => kind !== 'fits' && kind !== 'inactive',
    );
    if (skipped !== undefined && observation.exit === 0 && !stopped)
      return violated(
        scenario,
        observation,
        `Generator ${quoted(skipped)} was not run, and assembly succeeded`,
      );
    const inOrder = wanted.filter(name => ran.includes(name));
    const early = ran.find((name, at) => name !== inOrder[at]);
    if (early === undefined) return holds;
    return violated(scenario, observation, `Generator ${quoted(early)} did not run in its turn`, {
      details: [['ran', ran.map(quoted).join(', ')]],
    });
  },
};

/** "Assembly failed" is no help to somebody with nine generators. */
export const failureNamesTheGenerator: Property<Scenario, Observation> = {
  name: 'failure-names-the-generator',
  statement: 'When a generator fails or leaves a file that can not be used, the message names it.',
  check(scenario, observation) {
    const early = unusableMandatory(scenario) !== undefined || /[\r\n]/.test(scenario.folders.overlays);
    if (observation.exit === 0 || early) return holds;
    const all = predictions(scenario);
    const guilty = all.filter(({ prediction: { kind } }) => kind === 'fails' || kind === 'unusable');
    const [first] = guilty;
    if (first === undefined) return holds;
    const named = all.some(
      ({ prediction, generator }) =>
        prediction.kind !== 'fits' && prediction.kind !== 'inactive' && names(observation.said, generator),
    );
    if (named) return holds;
    const what = first.prediction.kind === 'fails' ? 'failed' : 'left a file that can not be used';
    return violated(
      scenario,
      observation,
      `Generator ${quoted(first.generator.name)} ${what}, and the message does not name it`,
      { signature: 'a generator whose failure is nameless' },
    );
  },
};
