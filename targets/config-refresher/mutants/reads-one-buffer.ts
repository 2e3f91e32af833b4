import { readSource } from '../reference/read-source.ts';
import { altered } from './mutant.ts';

/** As much as a pipe holds. */
const buffer = 65_536;

/** `read(fd, buffer, sizeof buffer)`. */
export const readsOneBuffer = altered(
  {
    name: 'reads-one-buffer',
    story:
      'What does not fit into the buffer is not read: once the configuration has grown it is refused for ever.',
    source: 'pipe(7), capacity',
    caughtBy: ['no-false-refusal'],
    within: 1550,
  },
  {
    read: async (files, source) => {
      const { bytes, status } = await readSource(files, source);
      return { bytes: bytes.subarray(0, buffer), status };
    },
  },
);
