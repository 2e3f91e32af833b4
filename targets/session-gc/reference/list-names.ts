import type { RunProgram } from './seams.ts';

/** So long docker(1) may take. */
const limitMs = 10_000;

/** The names of all containers; or why nobody knows them: an outage is not an empty list. */
export type Names =
  | { readonly kind: 'listed'; readonly names: string }
  | { readonly kind: 'unknown'; readonly why: string };

/** Asks docker(1) for the names of all containers, stopped ones too. What a failed call has printed means nothing. */
export function listNames(run: RunProgram, docker: string): Names {
  const ran = run(docker, ['ps', '-a', '--format', '{{.Names}}'], limitMs);
  switch (ran.kind) {
    case 'exited':
      return ran.status === 0
        ? { kind: 'listed', names: ran.out }
        : { kind: 'unknown', why: `docker ps failed with status ${ran.status}` };
    case 'killed':
      return { kind: 'unknown', why: `docker ps was ended by ${ran.signal}` };
    case 'timed-out':
      return { kind: 'unknown', why: `docker ps gave no answer within ${limitMs / 1000} s` };
    case 'not-started':
      return { kind: 'unknown', why: `docker ps could not be run: ${ran.why}` };
  }
}
