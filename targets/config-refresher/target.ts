import { defineTarget, type FaultReport } from '../../harness/target.ts';
import { faultReports } from '../../harness/world/fault-evidence.ts';
import { account } from './account.ts';
import { arbitrary } from './arbitrary.ts';
import { command } from './command.ts';
import { crash } from './crash/contract.ts';
import { examples } from './examples.ts';
import { atLeast, labels } from './labels.ts';
import { inModel } from './model.ts';
import { mutants } from './mutants.ts';
import { faultedProcess } from './observation.ts';
import { properties } from './properties.ts';
import { refresh } from './reference/refresh.ts';
import { scenarioSchema } from './scenario.ts';

const noReports: readonly FaultReport[] = [];

/** The config refresher: filters a file that another program rewrites, and replaces a target in one step. */
export const target = defineTarget({
  name: 'config-refresher',
  summary:
    'Filters a JSON file that another program rewrites at any moment, and replaces a target in one step.',
  source: ['seed 004 F5', 'rename(2)', 'fsync(2)', 'RFC 8259'],
  scenario: { schema: scenarioSchema, arbitrary, examples, labels, atLeast },
  properties,
  reference: inModel('reference', refresh),
  mutants,
  account,
  command,
  crash,
  faults: ({ faults }, { operations, faults: reports }) => {
    if (reports !== undefined || faults.length === 0) return reports ?? noReports;
    return faultReports(
      faults,
      operations.filter(({ process }) => process === faultedProcess),
    );
  },
});
