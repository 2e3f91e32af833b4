import { readdirSync, readFileSync } from 'node:fs';
import type { ProcessSeen } from '../observation.ts';

/** Processes of a container as whoever is root outside sees them: `/proc/PID/environ` and `cmdline`, once each. */
export class SeenOutside {
  constructor(id: string) {
    this.#id = id;
  }

  readonly #id: string;
  readonly #seen = new Map<string, ProcessSeen>();

  /** Looks once. */
  look(): void {
    for (const pid of readdirSync('/proc')) {
      if (!/^\d+$/.test(pid) || !text(`/proc/${pid}/cgroup`).includes(this.#id)) continue;
      const [environment, words] = [text(`/proc/${pid}/environ`), text(`/proc/${pid}/cmdline`)];
      if (words !== '') this.#seen.set(`${environment}\0\0${words}`, processOf(environment, words));
    }
  }

  get processes(): readonly ProcessSeen[] {
    return [...this.#seen.values()];
  }
}

function processOf(environment: string, words: string): ProcessSeen {
  const variables = parts(environment).map(variable => {
    const at = variable.indexOf('=');
    return [variable.slice(0, at), variable.slice(at + 1)] as const;
  });
  return { environment: Object.fromEntries(variables), arguments: parts(words) };
}

function parts(text: string): readonly string[] {
  return text.split('\0').filter(part => part !== '');
}

/** Empty for a process that has ended. */
function text(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
