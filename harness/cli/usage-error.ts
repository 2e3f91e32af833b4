/** The caller asked for something that can't be: exit status 2. The message says what to do instead. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly code = 'usage';
}
