/** What belongs together in the table: one heading each. */
export const groups = [
  'identity',
  'faults',
  'containment',
  'programs',
  'compose',
  'containers',
  'machine',
] as const;
export type Group = (typeof groups)[number];

/** One thing that a machine can or can't do, found out by doing it. */
export interface Probe {
  /** A few words, unique: "user namespaces". */
  readonly name: string;
  readonly group: Group;
  readonly works: boolean;
  /** Where it works: which version, how much. Where it does not: what happened. */
  readonly detail: string;
  /** What is lost where it does not work, as a sentence without its full stop. */
  readonly costs: string;
  /** How to have it: a command, or a sentence. Said also where it works. */
  readonly fix: string;
  /** Debian packages that bring it; empty where no package would help. */
  readonly packages: readonly string[];
}

/** What a probe came to. */
export interface Answer {
  readonly works: boolean;
  readonly detail: string;
  /** Where a package would not help after all: what would. */
  readonly fix?: string;
}

/** Where a probe is made. */
export interface Surroundings {
  /** An empty folder that is the probe's alone, absolute; removed afterwards. */
  readonly folder: string;
  /** Folders in which programs are looked for, separated by `:`. */
  readonly path: string;
  /** The caller's environment: for the settings of Seatrial's own, never handed on. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly isRoot: boolean;
}

/** A probe that can be made. */
export interface Question {
  readonly name: string;
  readonly group: Group;
  readonly costs: string;
  /** Debian packages, or a sentence where there is none. */
  readonly remedy: { readonly packages: readonly string[] } | { readonly sentence: string };
  /** Makes the probe. May fail: an exception means that it does not work. */
  ask(where: Surroundings): Promise<Answer>;
}

/** An answer of yes. */
export function works(detail: string): Answer {
  return { works: true, detail };
}

/** An answer of no. */
export function fails(detail: string, fix?: string): Answer {
  return { works: false, detail, ...(fix !== undefined && { fix }) };
}

/** What brings packages to Debian and its kin. */
export function installing(packages: readonly string[]): string {
  return `apt-get install ${packages.join(' ')}`;
}
