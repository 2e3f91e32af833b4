import { readYamlOnce } from '../../../harness/compose/read-yaml.ts';
import { holds, type Property } from '../../../harness/target.ts';
import type { Observation } from '../observation.ts';
import type { Scenario } from '../scenario.ts';
import { listedFiles, quoted, violated } from './evidence.ts';

/** What Compose would stumble over, or read twice. */
export const listedFilesExistParseOnce: Property<Scenario, Observation> = {
  name: 'listed-files-exist-parse-once',
  statement: 'Every listed file exists, is a regular file, holds a YAML mapping, and is listed once.',
  check(scenario, observation) {
    if (observation.exit !== 0) return holds;
    const files = listedFiles(scenario, observation);
    if (files === undefined)
      return violated(
        scenario,
        observation,
        'What was printed is no list of -f and a path, one argument a line',
      );
    for (const [index, { path, kind, text }] of files.entries()) {
      if (kind === undefined)
        return violated(scenario, observation, `The listed file ${quoted(path)} does not exist`);
      if (text === undefined)
        return violated(scenario, observation, `The listed file ${quoted(path)} is a ${kind}`);
      if (files.findIndex(other => other.path === path) < index)
        return violated(scenario, observation, `The file ${quoted(path)} is listed twice`);
      const reading = readYamlOnce(text);
      if (reading.kind === 'unreadable')
        return violated(
          scenario,
          observation,
          `The listed file ${quoted(path)} is unreadable for Compose: ${quoted(reading.reason)}`,
        );
    }
    return holds;
  },
};
