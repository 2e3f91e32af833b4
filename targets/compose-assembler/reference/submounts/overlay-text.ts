import { composeValue, yamlQuoted } from './quote.ts';

/** What the overlay is to hold. */
export interface Submounts {
  readonly service: string;
  /** Absolute path of the project folder. */
  readonly project: string;
  /** Paths below the project to mount read-only, one container path each. Any text that a file can be called. */
  readonly names: readonly string[];
  /** Variables to hand into the container, any text. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Where in the container the names appear. */
export const submountFolder = '/links';

/**
 * The overlay that mounts paths of a project and hands in variables, as YAML text; empty when there is nothing to do.
 * @throws RangeError for a name that would leave the project, or that no file can have
 */
export function submountsOverlay({ service, project, names, variables }: Submounts): string {
  const entries = Object.entries(variables);
  if (names.length === 0 && entries.length === 0) return '';
  const lines = ['services:', `  ${yamlQuoted(service)}:`];
  if (entries.length > 0) lines.push('    environment:');
  for (const [name, value] of entries) lines.push(`      ${yamlQuoted(name)}: ${composeValue(value)}`);
  if (names.length > 0) lines.push('    volumes:');
  for (const name of names) {
    if (!isInside(name)) throw new RangeError(`${JSON.stringify(name)} is not a path below the project`);
    // The long form: in the short one a colon in a name would begin the next part.
    lines.push(
      '      - type: bind',
      `        source: ${composeValue(`${project}/${name}`)}`,
      `        target: ${composeValue(`${submountFolder}/${name}`)}`,
      '        read_only: true',
      '        bind:',
      '          create_host_path: false',
    );
  }
  return `${lines.join('\n')}\n`;
}

function isInside(name: string): boolean {
  const parts = name.split('/');
  return !name.includes('\0') && parts.every(part => part !== '' && part !== '.' && part !== '..');
}
