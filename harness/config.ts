/** A program of the caller's under a name: `--impl NAME`. */
export interface ConfiguredImplementation {
  /** The target that it is an implementation of. Left out: whichever the command line names. */
  readonly target?: string | undefined;
  /** How it is started, as `--impl` takes it: `cmd:PROGRAM ARG…`, `serve:PROGRAM ARG…` or `bash:FILE#FUNCTION`. */
  readonly command: string;
  /** Folders that are added to its PATH, before those of the whole configuration. */
  readonly path?: readonly string[] | undefined;
}

/** What `seatrial.config.{ts,mts,mjs,js,json}` may say. Paths are relative to its folder; the command line comes first. */
export interface Config {
  /** Where an editor finds the JSON Schema. */
  readonly $schema?: string | undefined;
  /** By name: kebab-case, and none that an implementation of Seatrial's own has. */
  readonly implementations?: Readonly<Record<string, ConfiguredImplementation>> | undefined;
  /** Folders that are added to the PATH of programs under test, after the stubs and `/usr/bin:/bin`. */
  readonly path?: readonly string[] | undefined;
  /** How long one start of a program may take before it counts as hanging, such as `10s`. */
  readonly timeout?: string | undefined;
  /** Whether programs under test are kept from the machine: where that can be done, always or not at all, never. */
  readonly containment?: 'auto' | 'required' | 'off' | undefined;
  /** Worker processes, from 1 to 256. */
  readonly jobs?: number | undefined;
  /** How long `seatrial fuzz` runs in containers as well, when everything else is done, such as `60s`; not at all, when left out. */
  readonly containerTime?: string | undefined;
  /** Properties that are switched off, by target. */
  readonly without?: Readonly<Record<string, readonly string[]>> | undefined;
  /** The folder of the corpus. */
  readonly corpus?: string | undefined;
}

/** Gives a configuration back as it is; for the types that an editor then knows. */
export function defineConfig(config: Config): Config {
  return config;
}
