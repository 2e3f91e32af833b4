/** Programs that build cells and lead into them, by absolute paths: what they start has a PATH of its own. */
export interface Tools {
  readonly nsenter: string;
  readonly env: string;
  readonly setsid: string;
  readonly unshare: string;
}
