const writtenByTheKernel =
  'in a container the kernel writes the status text, whole and with one CapEff line in its place';
const readable = 'nothing that a container can be given makes /proc/self/status unreadable';
const linux = 'a container is always Linux';

/** Mutants that no container tells from the reference, and why. */
export const blindTo: Readonly<Record<string, string>> = {
  'capability-only-warns': readable,
  'cut-mask-believed': writtenByTheKernel,
  'first-capeff-wins': writtenByTheKernel,
  'full-set-trusted':
    'only all 41 capabilities at once show it: an engine that knows fewer gives them to nobody',
  'known-capabilities-only': 'this kernel knows no capability that has no name',
  'missing-capeff-is-none': writtenByTheKernel,
  'skips-all-elsewhere': linux,
  'skips-silently': linux,
  'status-error-is-none': readable,
  'third-cap-line': writtenByTheKernel,
};
