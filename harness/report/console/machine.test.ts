import { describe, expect, it } from 'vitest';
import type { Probe } from '../../world/machine/probe.ts';
import { recorder } from './fake-terminal.ts';
import { type MachineReport, machineLines } from './machine.ts';
import { paintFor } from './paint.ts';
import { widthOf } from './width.ts';

const namespaces: Probe = {
  name: 'user namespaces',
  group: 'identity',
  works: true,
  detail: 'a user is root in one of its own',
  costs: 'no identity can be changed',
  fix: 'apt-get install util-linux',
  packages: ['util-linux'],
};

const bubblewrap: Probe = {
  name: 'bubblewrap',
  group: 'containment',
  works: false,
  detail: 'not installed',
  costs: 'programs under test are contained by plain namespaces, or not at all',
  fix: 'apt-get install bubblewrap',
  packages: ['bubblewrap'],
};

const report: MachineReport = {
  title: 'seatrial 0.1.0 on linux 6.1 x64',
  probes: [namespaces, bubblewrap],
  containment: {
    kind: 'none',
    reason: 'bubblewrap can not be used here',
    consequence: 'programs under test can write to the machine',
  },
  targets: [
    {
      name: 'letter-box',
      fidelities: [
        { fidelity: 'model', possible: 'yes' },
        { fidelity: 'kernel', possible: 'no', why: 'kernel: needs strace, which is not installed here' },
        { fidelity: 'container', possible: 'no', why: 'container: needs root' },
      ],
    },
  ],
};

function told(columns?: number, environment: Record<string, string> = { NO_COLOR: '1' }) {
  return machineLines(report, paintFor(recorder(columns), environment));
}

describe('the table of a machine', () => {
  it('has a line for what works, and under what does not what it costs and what mends it', () => {
    expect(told().join('\n')).toBe(`\
seatrial 0.1.0 on linux 6.1 x64

  who programs under test can be
  ✓ user namespaces  a user is root in one of its own

  what keeps programs under test in their worlds
  ✗ bubblewrap       not installed
                     costs: programs under test are contained by plain
                     namespaces, or not at all
                     mend: apt-get install bubblewrap

  fidelities   model   kernel   container
  letter-box   ✓       ✗        ✗
    kernel: needs strace, which is not installed here
    container: needs root

containment: none, because bubblewrap can not be used here: programs under test
can write to the machine
1 thing of 2 can't be had. On Debian: apt-get install bubblewrap`);
  });

  it.each([40, 60, 80, 120])('keeps within %d columns', columns => {
    for (const line of told(columns, {})) expect(widthOf(line)).toBeLessThanOrEqual(columns);
  });

  it('is painted at a terminal, and has no sign beyond ASCII where that is not read', () => {
    expect(told(80, {}).join('\n')).toContain('\x1b[32m✓');
    expect(told(80, { LC_ALL: 'C', NO_COLOR: '1' }).join('\n')).toMatch(/^[\n\x20-\x7e]+$/);
  });

  it('says so when nothing is missing', () => {
    const lines = machineLines({ ...report, probes: [namespaces] }, paintFor(recorder(), { NO_COLOR: '1' }));
    expect(lines.at(-1)).toBe('nothing is missing');
  });
});
