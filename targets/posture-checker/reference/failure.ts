/** The names of everything that can be wrong (seed `001`); stable, safe to branch on. */
type Sentinel =
  | 'ErrRunningAsRoot'
  | 'ErrUnexpectedCapability'
  | 'ErrCapabilitiesUnreadable'
  | 'ErrCacheDirInsecure'
  | 'ErrInsecureListenInProduction'
  | 'ErrInvalidConfig'
  | 'ErrUnexpectedListener'
  | 'ErrMultiInstanceDeployDetected';

/** One invariant that does not hold. Nothing in it is the value of an environment variable. */
export interface Failure {
  readonly sentinel: Sentinel;
  /** The variable, flag, file or property of the process that it is about. */
  readonly resource: string;
  /** What was found. */
  readonly reason: string;
  /** What to change so that it holds. */
  readonly fix: string;
}
