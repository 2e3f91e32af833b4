import type { Fault } from './scenario.ts';

const lossNames = { missing: 'is missing', closed: 'is closed', folder: 'is a folder' } as const;

const intruderNames = {
  folder: 'a folder',
  file: 'a file',
  'link-out': 'a link out of HOME',
  'link-to-nothing-outside': 'a link to nothing, out of HOME',
  'link-to-nothing': 'a link to nothing',
} as const;

/** A fault in a few words: "ENOSPC at mkdir 2". */
export function faultName(fault: Fault): string {
  switch (fault.kind) {
    case 'none':
      return 'none';
    case 'read-only-home':
      return 'HOME is read-only';
    case 'full-disk':
      return `HOME has room for ${fault.room} more ${fault.room === 1 ? 'entry' : 'entries'}`;
    case 'lost-file':
      return `Compose file ${fault.nth} ${lossNames[fault.how]}`;
    case 'meanwhile':
      return `somebody else makes ${intruderNames[fault.intruder]} where the program makes entry ${fault.nth}`;
    case 'call':
      return `${fault.code} at ${fault.operation} ${fault.nth}`;
  }
}
