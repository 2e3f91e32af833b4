import type { Proof } from './proof.ts';

/** What vectors were proven on. */
export interface Versions {
  readonly docker: string;
  readonly compose: string;
  readonly runc: string;
  readonly kernel: string;
  /** Of control groups: 1 or 2. */
  readonly cgroup: string;
}

/** The documentation: what the vectors are and what came of each, in a table for each group. */
export function documentOf(
  groups: ReadonlyMap<string, readonly Proof[]>,
  { docker, compose, runc, kernel, cgroup }: Versions,
): string {
  const all = [...groups.values()].flat();
  const open = all.filter(({ outcome }) => outcome === 'open').length;
  return `${[
    '# Ways to undo a hardening overlay, proven',
    '',
    '<!-- Written by scripts/undo-vectors. Change `targets/compose-assembler/undo-vectors/` and run it again. -->',
    '',
    'A later Compose file can undo what an earlier one closed. Each way that is known is a case of `corpus/compose-assembler`,',
    'and each was run twice, for real:',
    '',
    '- **without a check**: an assembler (`mutants/shell/overlays-not-judged.sh`) lists what the generator left, Compose makes',
    '  one model of the list, an engine starts it, and a probe in place of each program tells what the kernel says inside. What',
    '  is told here is what is open then and is not with the same list less the last file, looked at in the same way.',
    '- **with it**: the reference is given the same generators. It refuses every one of them, with the exit status and the words',
    '  of the last column.',
    '',
    `${all.length} ways, of which ${open} open a container or a build here. Docker ${docker} · Compose ${compose} · runc ${runc} · Linux ${kernel} ·`,
    `control groups of version ${cgroup}. Other versions may open what these refuse: nothing here is a reason to let one through.`,
    '',
    '`config` is what Compose says of the list (`docker-compose config`), by the rules that also say of what was seen inside',
    'whether it is open. *Inside* is what the kernel says otherwise than without the last file: `CapEff`, `CapBnd`, `NoNewPrivs`',
    'and `Seccomp` as `/proc/PID/status` has them, namespaces that are the engine’s own, mounts and what could be written to,',
    'limits of the control group. What a container can’t see itself says that the engine was told. A service that is new is held',
    'against the session’s own. Merge model, `config` and kernel agree on each or the script fails; only what another container',
    'lends is in no file.',
    '',
    ...[...groups].flatMap(([title, proofs]) => [`## ${title}`, '', ...tableOf(proofs), '']),
  ]
    .join('\n')
    .trimEnd()}\n`;
}

function tableOf(proofs: readonly Proof[]): readonly string[] {
  return [
    '| way and case | what the last file says | in `config` | inside | without a check | the reference |',
    '| --- | --- | --- | --- | --- | --- |',
    ...proofs.map(rowOf),
  ];
}

function rowOf({ vector, overlays, config, inside, outcome, refusal }: Proof): string {
  const { comesTo = 'open' } = vector;
  const because = vector.because === undefined || outcome !== comesTo ? '' : `: ${vector.because}`;
  const cells = [
    `${vector.way} (\`${vector.case}\`)`,
    overlays.map(shown).join('<br>then<br>'),
    config.map(inCell).join('<br>') || 'nothing opened',
    inside.map(inCell).join('<br>') || 'nothing differs',
    `${outcome}${because}`,
    `exit ${refusal.exit}: ${refusal.said.map(line => inCell(line.replace(/^assemble: /, ''))).join('<br>')}`,
  ];
  return `| ${cells.join(' | ')} |`;
}

/** Lines of a file as code, each with its indentation. */
function shown(overlay: string): string {
  return overlay
    .trimEnd()
    .split('\n')
    .map(line => {
      const [, indent = '', text = ''] = /^( *)(.*)$/s.exec(line) ?? [];
      return `${'&nbsp;'.repeat(indent.length)}\`${text.replaceAll('|', '\\|')}\``;
    })
    .join('<br>');
}

/** Nothing that was said may end a cell, or stand for something else in it. */
function inCell(text: string): string {
  return text.replace(/[|\\`*_<>]/g, '\\$&').replace(/\s+/g, ' ');
}
