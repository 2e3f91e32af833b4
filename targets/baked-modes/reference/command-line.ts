import { parseArgs } from 'node:util';

/** What the command is asked to do. */
export interface CommandRequest {
  readonly context: string;
  /** Where the tree is written; undefined: it is only checked. */
  readonly out: string | undefined;
  readonly paths: readonly string[];
  readonly user: string | undefined;
  /** Folders by the names of the images that they are the trees of. */
  readonly bases: ReadonlyMap<string, string>;
  readonly harmlessRuns: boolean;
}

export const usage = `baked-modes CONTEXT_DIR [OUT_DIR] [--base IMAGE=FOLDER]... [--take-runs-as-harmless]
  POLICY_PATHS  paths that must be readable, one a line
  POLICY_USER   who must be able to read them; default: the image's USER`;

/** Reads the words and the environment of a command; a text is what is wrong with them. */
export function parseCommandLine(
  words: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): CommandRequest | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        base: { type: 'string', multiple: true, default: [] },
        'take-runs-as-harmless': { type: 'boolean', default: false },
      },
    });
    const [context, out, ...more] = positionals;
    if (context === undefined || more.length > 0) return 'expected one or two folders';
    const bases = values.base.map(one => {
      const at = one.indexOf('=');
      return [one.slice(0, at), one.slice(at + 1)] as const;
    });
    if (
      bases.some(
        ([image, folder]) => image === '' || folder === '' || !values.base.includes(`${image}=${folder}`),
      )
    )
      return '--base needs IMAGE=FOLDER';
    const paths = (environment['POLICY_PATHS'] ?? '').split('\n').filter(path => path !== '');
    // Nothing would be wrong with it, whatever the Dockerfile says.
    if (out === undefined && paths.length === 0) return 'POLICY_PATHS names nothing to check';
    return {
      context,
      out,
      paths,
      // Empty, it would be root, who reads everything.
      user: environment['POLICY_USER'] || undefined,
      bases: new Map(bases),
      harmlessRuns: values['take-runs-as-harmless'],
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
