import type { Submounts } from '../reference/submounts/overlay-text.ts';

/** The overlay of `submounts`, with names and values written by a function of one's own. */
export function writeSubmounts(write: (text: string) => string): (request: Submounts) => string {
  return ({ service, project, names, variables }) => {
    const lines = ['services:', `  ${service}:`];
    const entries = Object.entries(variables);
    if (entries.length > 0) lines.push('    environment:');
    for (const [name, value] of entries) lines.push(`      ${name}: ${write(value)}`);
    if (names.length > 0) lines.push('    volumes:');
    for (const name of names) {
      lines.push('      - type: bind', `        source: ${write(`${project}/${name}`)}`);
      lines.push(`        target: ${write(`/links/${name}`)}`, '        read_only: true');
    }
    return `${lines.join('\n')}\n`;
  };
}
