import * as fc from 'fast-check';
import { weighted } from '../../harness/arbitraries/weighted.ts';
import { plainRecord } from './run-arbitrary.ts';
import type { CopyInstruction, Instruction } from './scenario.ts';

type Of<K> = Extract<Instruction, { do: K }>;

/** COPY that pins the modes of files. */
export const pinned = plainRecord<CopyInstruction>({
  do: fc.constant('copy'),
  add: fc.constant(false),
  from: fc.constant(null),
  sources: fc.array(weighted([2, 'policy'], [2, 'policy/10-deny.json'], [1, 'policy/*.json']), {
    minLength: 1,
    maxLength: 1,
  }),
  json: weighted([5, false], [1, true]),
  dest: fc.constant('/etc/pol/'),
  chmod: weighted([3, '644'], [1, '0644'], [2, 'u=rwX,go=rX'], [1, '444']),
  chown: weighted([6, null], [1, '0:0']),
});
/** RUN that then pins those of folders. */
export const foldersPinned = plainRecord<Of<'run'>>({
  do: fc.constant('run'),
  json: fc.constant(false),
  commands: fc.tuple(
    plainRecord<Extract<Of<'run'>['commands'][number], { tool: 'chmod' }>>({
      tool: fc.constant('chmod'),
      recursive: fc.constant(false),
      mode: fc.constant('755'),
      paths: fc.oneof(
        { weight: 9, arbitrary: fc.tuple(fc.constant('/etc'), fc.constant('/etc/pol')) },
        {
          weight: 1,
          arbitrary: fc.tuple(fc.constant('/etc'), fc.constant('/etc/pol'), fc.constant('/etc/pol/more')),
        },
      ),
    }),
  ),
});

/** As the seed's Dockerfile was: the checkout's modes. */
export const inherited = plainRecord<CopyInstruction>({
  do: fc.constant('copy'),
  add: fc.constant(false),
  from: fc.constant(null),
  sources: fc.tuple(weighted([1, 'policy'], [1, 'policy/10-deny.json'], [1, 'policy/'])),
  json: fc.constant(false),
  dest: fc.constant('/etc/pol/'),
  chmod: fc.constant(null),
  chown: weighted([6, null], [1, '1000'], [1, '0:1000']),
});
