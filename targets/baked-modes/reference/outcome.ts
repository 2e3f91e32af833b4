/** The image can't be built: a builder would stop here. */
export class BuildFault extends Error {
  override readonly name = 'BuildFault';
  /** Line of the Dockerfile, from 1. */
  line: number | undefined;
}

/** What the image becomes can't be told without building it. */
export class CannotTell extends Error {
  override readonly name = 'CannotTell';
  line: number | undefined;
}
