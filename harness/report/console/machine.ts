import type { Containment } from '../../world/containment/containment.ts';
import { type Group, groups, type Probe } from '../../world/machine/probe.ts';
import { cellLines } from './cells.ts';
import { counted } from './numbers.ts';
import type { Paint } from './paint.ts';
import { widthOf } from './width.ts';
import { padEnd, wrap, wrapIndented } from './wrap.ts';

/** Whether one fidelity can be had of one target, and if not, why. */
export interface FidelityHere {
  readonly fidelity: string;
  readonly possible: 'yes' | 'no';
  readonly why?: string;
}

/** What `doctor` found out. */
export interface MachineReport {
  /** Version of Seatrial, system, machine: one line. */
  readonly title: string;
  readonly probes: readonly Probe[];
  /** What runs of programs are contained by, what made it so, and what follows: sentences without their full stop. */
  readonly containment: Pick<Containment, 'kind' | 'reason'> & { readonly consequence: string };
  readonly targets: readonly { readonly name: string; readonly fidelities: readonly FidelityHere[] }[];
}

const headings: Readonly<Record<Group, string>> = {
  identity: 'who programs under test can be',
  faults: 'what can be made to go wrong for real',
  containment: 'what keeps programs under test in their worlds',
  programs: 'programs that examples and mutants are written in',
  compose: 'real Compose, to compare the merge model with',
  containers: 'real containers',
  machine: 'the machine',
};

/** The machine as a table: what works, what the rest costs, what brings it, and what can be run here. */
export function machineLines(report: MachineReport, paint: Paint): string[] {
  const names = Math.max(...report.probes.map(({ name }) => widthOf(name)));
  return [
    ...wrap(paint.safe(report.title), widthOn(paint)).map(paint.colours.bold),
    ...groups.flatMap(group => {
      const probes = report.probes.filter(probe => probe.group === group);
      return probes.length === 0
        ? []
        : [
            '',
            ...wrapIndented(headings[group], widthOn(paint), 2),
            ...probes.flatMap(each => probeLines(each, names, paint)),
          ];
    }),
    '',
    ...fidelityLines(report, paint),
    '',
    ...closing(report, paint),
  ];
}

/** A table for a job's log is set for an ordinary terminal. */
function widthOn(paint: Paint): number {
  return paint.columns() ?? 80;
}

function probeLines({ name, works, detail, costs, fix }: Probe, names: number, paint: Paint): string[] {
  const { colours, signs } = paint;
  const sign = works ? colours.green(signs.passed) : colours.red(signs.failed);
  const said = works ? [detail] : [detail, `costs: ${costs}`, `mend: ${fix}`];
  const beside = names + 6;
  const room = Math.max(8, widthOn(paint) - beside);
  const [first = '', ...others] = said.flatMap(text => wrap(paint.safe(text), room));
  return [
    `  ${sign} ${padEnd(name, names)}  ${first}`,
    ...others.map(line => ' '.repeat(beside) + colours.dim(line)),
  ];
}

function fidelityLines({ targets }: MachineReport, paint: Paint): string[] {
  const columns = targets[0]?.fidelities.map(({ fidelity }) => fidelity) ?? [];
  const names = Math.max(0, ...targets.map(({ name }) => widthOf(paint.safe(name))), 'fidelities'.length);
  const words = {
    yes: paint.colours.green(paint.signs.passed),
    no: paint.colours.red(paint.signs.failed),
  };
  const reasons = new Set(targets.flatMap(({ fidelities }) => fidelities.flatMap(({ why }) => why ?? [])));
  const row = (name: string, cells: readonly string[]): string[] =>
    cellLines(
      [
        { text: name, gap: 2, width: names },
        ...cells.map((text, nth) => ({ text, gap: 3, width: columns[nth]?.length ?? 0 })),
      ],
      paint.columns(),
      4,
    );
  return [
    ...row('fidelities', columns),
    ...targets.flatMap(({ name, fidelities }) =>
      row(
        paint.safe(name),
        fidelities.map(({ possible }) => words[possible]),
      ),
    ),
    ...[...reasons].flatMap(why => wrapIndented(paint.safe(why), widthOn(paint), 4).map(paint.colours.dim)),
  ];
}

function closing({ probes, containment }: MachineReport, paint: Paint): string[] {
  const { colours } = paint;
  const kind = containment.kind === 'none' ? colours.red('none') : colours.green(containment.kind);
  const missing = probes.filter(({ works }) => !works);
  const packages = [...new Set(missing.flatMap(each => each.packages))].sort();
  const told =
    missing.length === 0
      ? 'nothing is missing'
      : `${counted(missing.length, 'thing')} of ${probes.length} can't be had`;
  const install = packages.length === 0 ? '' : `. On Debian: apt-get install ${packages.join(' ')}`;
  const because = containment.kind === 'none' ? `, because ${paint.safe(containment.reason)}` : '';
  return [`containment: ${kind}${because}: ${containment.consequence}`, told + install].flatMap(line =>
    wrap(line, widthOn(paint)),
  );
}
