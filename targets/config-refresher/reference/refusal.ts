import { errorCode } from './file-system.ts';

/** The refresher will not go on, and says why: what is about which file. Never holds anything of the file's content. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(path: string, reason: string) {
    super(`${path}: ${reason}`);
  }
}

/**
 * Does one file operation, or a few on one path; its error becomes a refusal that names the path and the step.
 * @param doing what is done there, as in "cannot be opened"
 */
export async function orRefuse<T>(path: string, doing: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    const code = errorCode(error);
    if (code === undefined) throw error;
    throw new Refusal(path, `cannot be ${doing} (${code})`);
  }
}
