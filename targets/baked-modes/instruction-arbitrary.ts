import * as fc from 'fast-check';
import { weighted } from '../../harness/arbitraries/weighted.ts';
import { command, plainRecord } from './run-arbitrary.ts';
import type { CopyInstruction, HeredocInstruction, Instruction } from './scenario.ts';

type Of<K> = Extract<Instruction, { do: K }>;

type Variable = Extract<Instruction, { value: string }>;

const dest = weighted(
  [40, '/etc/pol/'],
  [4, '/etc/pol'],
  [3, '/etc/pol/more/'],
  [3, '/opt/app/'],
  [1, 'pol/'],
  [1, '.'],
  [1, '$POL/'],
  [1, '${POL:-/etc/pol}/'],
  [1, '/etc/pol/10-deny.json'],
  [1, '/etc/../etc/pol/.'],
  [1, '/srv/'],
);
const anyChmod = weighted(
  [30, null],
  [8, '644'],
  [3, '0644'],
  [5, 'u=rwX,go=rX'],
  [3, '755'],
  [2, '0755'],
  [1, '640'],
  [1, '600'],
  [1, '444'],
  [1, '0666'],
  [1, 'a+rX'],
  [1, 'go-w'],
  [1, 'g=u,o='],
  [1, 'u=g,o=g'],
  [1, '+x'],
  [1, 'go-rwx'],
  [4, '${MODE}'],
);
const anyChown = weighted(
  [70, null],
  [5, '0:0'],
  [4, '1000'],
  [4, '1000:0'],
  [2, '0:1000'],
  [1, 'agent'],
  [1, 'agent:staff'],
  [1, 'root:staff'],
  [1, 'nosuch'],
);
const source = weighted(
  [14, 'policy'],
  [8, 'policy/'],
  [16, 'policy/10-deny.json'],
  [2, 'policy/20-hooks.json'],
  [6, 'policy/*.json'],
  [3, 'policy/*'],
  [1, 'p*'],
  [1, '*.json'],
  [1, 'policy/[0-9]0-*.json'],
  [1, 'policy/[^1]*'],
  [1, 'policy/?0-deny.json'],
  [1, 'policy?10-*'],
  [1, 'policy/*.json?'],
  [1, 'policy/*/30-extra.json'],
  [3, '.'],
  [1, 'policy/more'],
  [1, 'config.json'],
  [1, 'config.link'],
  [1, 'bundle.tar'],
  [1, 'read me.txt'],
  [1, '/policy/./10-deny.json'],
  [1, '../policy/10-deny.json'],
  [1, 'https://example.net/10-deny.json'],
);
const stageSource = weighted(
  [12, '/etc/pol'],
  [8, '/etc/pol/'],
  [5, '/etc/pol/10-deny.json'],
  [2, '/etc'],
  [2, '/'],
  [1, '/etc/pol/*.json'],
  [1, '/opt/app'],
);

function sources(one: fc.Arbitrary<string>): fc.Arbitrary<string[]> {
  return fc.oneof(
    { weight: 7, arbitrary: fc.array(one, { minLength: 1, maxLength: 1 }) },
    { weight: 1, arbitrary: fc.array(one, { minLength: 2, maxLength: 3 }) },
  );
}

function copy(from: fc.Arbitrary<number | null>, one: fc.Arbitrary<string>): fc.Arbitrary<CopyInstruction> {
  return plainRecord<CopyInstruction>({
    do: fc.constant('copy'),
    add: weighted([14, false], [1, true]),
    from,
    sources: sources(one),
    json: weighted([5, false], [1, true]),
    dest,
    chmod: anyChmod,
    chown: anyChown,
  });
}

/** ADD of what may be an archive. */
const unpacked = plainRecord<CopyInstruction>({
  do: fc.constant('copy'),
  add: fc.constant(true),
  from: fc.constant(null),
  sources: fc.tuple(weighted([2, 'bundle.tar'], [1, '*.tar'])),
  json: fc.constant(false),
  dest: fc.constant('/etc/pol/'),
  chmod: fc.constant(null),
  chown: fc.constant(null),
});

const heredoc = plainRecord<HeredocInstruction>({
  do: fc.constant('heredoc'),
  delimiter: weighted([2, 'EOF'], [1, 'extra.json']),
  quoted: weighted([1, false], [1, true]),
  tabs: weighted([2, false], [1, true]),
  lines: fc.array(weighted([2, '{"inline":true}'], [1, 'at $POL'], [1, 'COPY . /'], [1, '']), {
    maxLength: 3,
  }),
  dest: weighted([3, '/etc/pol/10-deny.json'], [2, '/etc/pol/'], [1, '/etc/pol/more/30-extra.json']),
  chmod: anyChmod,
  chown: anyChown,
});

function accounts(dest: string, lines: readonly string[]): fc.Arbitrary<HeredocInstruction> {
  return plainRecord<HeredocInstruction>({
    do: fc.constant('heredoc'),
    delimiter: fc.constant('EOF'),
    quoted: fc.constant(true),
    tabs: fc.constant(false),
    lines: fc.tuple(...lines.map(line => fc.constant(line))),
    dest: fc.constant(dest),
    chmod: fc.constant(null),
    chown: fc.constant(null),
  });
}

export const passwd = accounts('/etc/passwd', [
  'root:x:0:0:root:/root:/bin/sh',
  'agent:x:1000:1001:agent:/home/agent:/bin/sh',
]);
export const group = accounts('/etc/group', ['root:x:0:', 'staff:x:50:agent', 'agent:x:1001:']);

export const opaque = plainRecord<Of<'opaque'>>({
  do: fc.constant('opaque'),
  line: fc.constantFrom(
    'RUN apt-get update && apt-get install -y jq',
    'RUN chmod 755 /etc/pol/*',
    'RUN --mount=type=cache,target=/var/cache chmod 755 /etc',
    'RUN chmod 755 /etc/pol || true',
    'RUN umask 077; mkdir -p /etc/pol',
    'RUN find /etc/pol -type d -exec chmod 755 {} +',
    'RUN ["sh", "-c", "chmod 755 /etc/pol"]',
    'RUN cp /etc/passwd /etc/pol/10-deny.json',
    'COPY --link --chmod=644 policy /etc/pol/',
    'COPY --parents policy/10-deny.json /etc/pol/',
    'COPY --from=debian:12 /etc/hostname /etc/pol/10-deny.json',
    'ADD https://example.net/policy.json /etc/pol/',
    'ADD git@example.net:policy.git /etc/pol/',
    'SHELL ["/bin/bash", "-c"]',
    'ONBUILD COPY --chmod=600 policy /etc/pol/',
  ),
});

export const other = plainRecord<Of<'other'>>({
  do: fc.constant('other'),
  line: fc.constantFrom(
    'CMD ["/bin/sh"]',
    '# RUN chmod 000 /etc/pol/10-deny.json',
    '',
    'LABEL note="RUN chmod 000 /etc"',
    'EXPOSE 80',
    'ENV NOTE="two words" OTHER=one',
    'ARG TARGETARCH',
    '   # USER 0',
  ),
});

export const user = plainRecord<Of<'user'>>({
  do: fc.constant('user'),
  user: weighted(
    [6, '1000'],
    [3, '1000:1000'],
    [2, '0'],
    [1, '0:1000'],
    [1, 'agent'],
    [1, 'root'],
    [1, '${WHO}'],
  ),
});
const workdir = plainRecord<Of<'workdir'>>({
  do: fc.constant('workdir'),
  path: weighted([3, '/etc'], [2, '/etc/pol'], [1, 'pol'], [1, '/opt/app'], [1, '$POL']),
});
const variable = fc.oneof(
  plainRecord<Variable>({
    do: fc.constantFrom('arg', 'env'),
    name: fc.constant('MODE'),
    value: weighted([3, '644'], [1, 'u=rwX,go=rX'], [1, '600']),
  }),
  plainRecord<Variable>({
    do: fc.constantFrom('arg', 'env'),
    name: fc.constant('POL'),
    value: weighted([3, '/etc/pol'], [1, '/opt/app']),
  }),
  plainRecord<Variable>({
    do: fc.constantFrom('arg', 'env'),
    name: fc.constant('WHO'),
    value: weighted([1, '1000'], [1, '0']),
  }),
);

const run = plainRecord<Of<'run'>>({
  do: fc.constant('run'),
  json: weighted([6, false], [1, true]),
  commands: fc.array(command, { minLength: 1, maxLength: 2 }),
});

/** Draws an instruction of the n-th stage. */
export function instruction(nth: number): fc.Arbitrary<Instruction> {
  const before = fc.integer({ min: 0, max: Math.max(nth - 1, 0) });
  return fc.oneof(
    { weight: 12, arbitrary: copy(fc.constant(null), source) },
    { weight: nth === 0 ? 0 : 8, arbitrary: copy(before, stageSource) },
    { weight: 2, arbitrary: unpacked },
    { weight: 9, arbitrary: run },
    { weight: 2, arbitrary: heredoc },
    { weight: 2, arbitrary: fc.oneof(passwd, group) },
    { weight: 1, arbitrary: opaque },
    { weight: 2, arbitrary: other },
    { weight: 2, arbitrary: user },
    { weight: 2, arbitrary: workdir },
    { weight: 3, arbitrary: variable },
  );
}
