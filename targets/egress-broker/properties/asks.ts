import type { ControlRecord } from '../scenario.ts';

/** Whether a record is no valid request: anything but one byte 0x01 that comes alone. */
export function isMalformed(record: ControlRecord): boolean {
  return record.kind !== 'valid' && !(record.kind === 'byte' && record.value === 1);
}
