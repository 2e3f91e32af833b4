/** What went wrong in the harness itself, as opposed to the code under test. */
export type HarnessFaultCode =
  | 'bad-case'
  | 'bad-world'
  | 'broken-injector'
  | 'bad-target'
  | 'worker-lost'
  | 'disk'
  | 'engine';

/** The harness could not do its work: exit status 3, never a finding. */
export class HarnessFault extends Error {
  override readonly name = 'HarnessFault';

  constructor(
    message: string,
    /** Stable; safe to branch on. */
    code: HarnessFaultCode,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.code = code;
  }

  readonly code: HarnessFaultCode;
}
