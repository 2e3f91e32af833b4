/** Where a program under test finds its own places. */
export interface ContractPlaces {
  /** `HOME`, absolute. */
  readonly home: string;
  /** `TMPDIR`, absolute. */
  readonly temporary: string;
  /** A folder of stub programs that goes before every other on `PATH`. */
  readonly stubs?: string;
  /** Folders that the configuration adds behind the usual ones. */
  readonly path?: readonly string[];
}

/**
 * The whole environment of a program under test: the scenario's, and `HOME`, `TMPDIR`, `PATH` (stubs, then
 * `/usr/bin:/bin` and what the configuration adds) and `LC_ALL=C` where the scenario does not set them. Nothing of the
 * caller's.
 */
export function contractEnvironment(
  scenario: Readonly<Record<string, string>>,
  { home, temporary, stubs, path = [] }: ContractPlaces,
): Record<string, string> {
  const folders = [...(stubs === undefined ? [] : [stubs]), '/usr/bin', '/bin', ...path];
  return { HOME: home, TMPDIR: temporary, PATH: folders.join(':'), LC_ALL: 'C', ...scenario };
}
