import { posix } from 'node:path';
import { renderCompose } from '../../harness/arbitraries/compose-file.ts';
import type { Scenario, ScenarioGenerator } from './scenario.ts';

/** Absolute paths of a scenario's world, as the assembler sees them. */
export interface Places {
  readonly project: string;
  readonly base: string;
  readonly mode: string;
  readonly hardening: string;
  readonly overlays: string;
  readonly generators: string;
  readonly temporary: string;
}

/** Where everything stands. */
export function placesOf({ folders }: Scenario): Places {
  const files = `/opt/${folders.files}`;
  return {
    project: `/home/dev/${folders.project}`,
    base: `${files}/docker-compose.yml`,
    mode: `${files}/docker-compose.mode.yml`,
    hardening: `${files}/docker-compose.hardening.yml`,
    overlays: `/run/user/1000/${folders.overlays}`,
    generators: '/home/dev/.config/generators',
    temporary: '/tmp/session',
  };
}

/** Links that every world has: in the project one that leads out, and /var/run, as on most machines. */
export function linksOf({ project }: Places): ReadonlyMap<string, string> {
  return new Map([
    [`${project}/shortcut`, '/var/run'],
    ['/var/run', '/run'],
  ]);
}

/** The path with links followed, as far as they exist. Absolute and normalised, else made so from a folder. */
export function followLinks(path: string, links: ReadonlyMap<string, string>, from = '/'): string {
  let real = posix.resolve(from, path);
  for (let turn = 0; turn < 8; turn++) {
    const before = real;
    for (const [link, to] of links)
      if (real === link || real.startsWith(`${link}/`)) real = posix.normalize(to + real.slice(link.length));
    if (real === before) break;
  }
  return real;
}

/** The text that a generator's overlay has when it is whole; undefined where the program under test writes it. */
export function overlayText(generator: ScenarioGenerator, places: Places): string | undefined {
  const { overlay } = generator;
  if (overlay.kind === 'pieces') return renderCompose(overlay.pieces, places.project);
  return overlay.kind === 'text' ? overlay.text : undefined;
}

/** The first so many percent of a text, rounded up: something of it unless it is nothing. */
export function cut(text: string, percent: number): string {
  return text.slice(0, Math.ceil((text.length * percent) / 100));
}
