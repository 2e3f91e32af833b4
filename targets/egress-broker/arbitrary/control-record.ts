import { type Arbitrary, constant, constantFrom, oneof, record } from 'fast-check';
import type { ControlRecord } from '../scenario.ts';
import { of, options } from './weight.ts';

const withDescriptors: Arbitrary<ControlRecord> = oneof(
  of(3, record({ kind: constant('descriptors'), count: constantFrom(1, 2, 3, 253) }, options)),
  of(
    1,
    record(
      { kind: constant('descriptors'), count: constantFrom(1, 2), bytes: constantFrom(2, 0, 17) },
      options,
    ),
  ),
);
/** What a child may send on the control channel. */
export const controlRecord: Arbitrary<ControlRecord> = oneof(
  of(9, record({ kind: constant('valid') }, options)),
  of(2, record({ kind: constant('byte'), value: constantFrom(0, 2, 255, 1, 0x31) }, options)),
  of(2, record({ kind: constant('empty') }, options)),
  of(2, record({ kind: constant('long'), bytes: constantFrom(2, 15, 16, 17, 4096) }, options)),
  of(2, withDescriptors),
);
/** What is no request. */
export const malformedRecord: Arbitrary<ControlRecord> = oneof(
  record({ kind: constant('byte'), value: constantFrom(0, 2, 255) }, options),
  record({ kind: constant('empty') }, options),
  record({ kind: constant('long'), bytes: constantFrom(2, 17) }, options),
  withDescriptors,
);
