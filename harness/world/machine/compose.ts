import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Words } from '../containment/words.ts';
import { composePlaces } from './compose-places.ts';
import { fails, type Question, type Surroundings, works } from './probe.ts';
import { tryProgram } from './try-program.ts';

function candidates({ environment, path }: Surroundings): readonly Words[] {
  const named = environment['SEATRIAL_COMPOSE'];
  return [...(named ? [[resolve(named)] as const] : []), ...composePlaces(path)];
}

/** Every Compose here that merges two files, with its version, in the order they are preferred. Docker need not run for that. */
async function composes(where: Surroundings) {
  const base = join(where.folder, 'base.yml');
  const over = join(where.folder, 'over.yml');
  await Promise.all([
    writeFile(base, 'version: "3.7"\nservices: {probe: {image: probe, user: "1"}}\n'),
    writeFile(over, 'version: "3.7"\nservices: {probe: {user: "4321"}}\n'),
  ]);
  const found = candidates(where).map(async words => {
    const merged = await tryProgram([...words, '-f', base, '-f', over, 'config'], where);
    if (merged.kind !== 'ended' || merged.status !== 0 || !/user: .?4321/.test(merged.out)) return [];
    const told = await tryProgram([...words, 'version', '--short'], where);
    const [version] = (told.kind === 'ended' && /\d+\.\d+\S*/.exec(told.out)) || [];
    return version === undefined ? [] : [{ version, command: words.join(' ') }];
  });
  return (await Promise.all(found)).flat();
}

function question(
  name: Question['name'],
  costs: string,
  sentence: string,
  isMeant: (version: string) => boolean,
): Question {
  return {
    name,
    group: 'compose',
    costs,
    remedy: { sentence },
    ask: async where => {
      const found = (await composes(where)).find(({ version }) => isMeant(version));
      return found === undefined ? fails('none that answers') : works(`${found.version}: ${found.command}`);
    },
  };
}

const isFirst = (version: string): boolean => version.startsWith('1.');

/** Real Compose, to compare the merge model with. */
export const composeQuestions: readonly Question[] = [
  question(
    'docker-compose 2',
    'the merge model is not compared with real Compose, and postures are judged by the model alone',
    'scripts/fetch-compose, or name one in SEATRIAL_COMPOSE',
    version => !isFirst(version),
  ),
  question(
    'docker-compose 1',
    'what Compose 1 does otherwise than Compose 2 is not checked',
    'Debian 12 packages 1.29.2: apt-get install docker-compose',
    isFirst,
  ),
];
