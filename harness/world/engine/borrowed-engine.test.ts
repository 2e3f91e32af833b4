import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../stage.ts';
import { runContainer } from './containers.ts';
import { whyNoEngine } from './engine-programs.ts';
import { harnessProcess, kill, saidBy } from './fixtures/harness-process.ts';
import { namesOn } from './fixtures/names-on.ts';
import { type TestEngine, testEngine } from './fixtures/test-engine.ts';
import { openEngine } from './open-engine.ts';

const lacking = whyNoEngine();

describe.skipIf(lacking !== undefined)(
  `somebody else's engine${lacking ? ` (skipped: ${lacking})` : ''}`,
  () => {
    let theirs: TestEngine;
    let address: string;
    beforeAll(async () => {
      theirs = await testEngine();
      address = `unix://${theirs.engine.socket}`;
      const { client, engine } = theirs;
      const post = (path: string, body: unknown, query = {}): Promise<unknown> =>
        client.get({ method: 'POST', path, query, body });
      await post('/networks/create', { Name: 'their-network' });
      await post('/volumes/create', { Name: 'their-volume' });
      await post('/volumes/create', { Name: 'not-so-labelled', Labels: { 'seatrial.run': 'mine' } });
      await post('/containers/create', { Image: engine.image, Cmd: ['id'] }, { name: 'their-container' });
      await post(`/images/${engine.image}/tag`, {}, { repo: 'their-image', tag: '1' });
    });
    afterAll(() => theirs[Symbol.asyncDispose]());

    const untouched = {
      containers: ['/their-container'],
      networks: ['their-network'],
      volumes: ['mine', 'their-volume'],
      images: ['seatrial-probe'],
    };

    it('has what carries the label of a run as long as the run, image and all, and then what it had', async () => {
      expect(await namesOn(theirs.engine.socket)).toEqual(untouched);
      const open = await openEngine({ folder: '/nowhere', address });
      const { engine } = open;
      expect(engine).toMatchObject({ own: false, pid: undefined, image: `seatrial-probe:${engine.label}` });
      expect(await namesOn(engine.socket)).toEqual({
        ...untouched,
        images: [engine.label, 'seatrial-probe'].sort(),
      });
      expect(
        await runContainer(theirs.client, engine, { Image: engine.image, Cmd: ['id', '-u'] }),
      ).toMatchObject({
        out: '0\n',
      });
      await open[Symbol.asyncDispose]();
      expect(await namesOn(engine.socket)).toEqual(untouched);
    });

    it('is cleared of what a harness left that was killed, at the next start, and of nothing that lives', async () => {
      const child = harnessProcess('open', theirs.folder, address);
      const living = harnessProcess('open', theirs.folder, address);
      try {
        const [{ label }, { label: itsLabel }] = await Promise.all([
          saidBy<Engine>(child),
          saidBy<Engine>(living),
        ]);
        await kill(child);
        expect((await namesOn(theirs.engine.socket)).containers).toContain(label);
        const open = await openEngine({ folder: '/nowhere', address });
        expect(await namesOn(theirs.engine.socket)).toEqual({
          containers: ['/their-container', itsLabel, itsLabel, itsLabel].sort(),
          networks: [itsLabel, 'their-network'].sort(),
          volumes: [itsLabel, 'mine', 'their-volume'].sort(),
          images: [itsLabel, open.engine.label, 'seatrial-probe'].sort(),
        });
        await open[Symbol.asyncDispose]();
      } finally {
        await kill(living);
      }
      await (await openEngine({ folder: '/nowhere', address }))[Symbol.asyncDispose]();
      expect(await namesOn(theirs.engine.socket)).toEqual(untouched);
    });

    it('keeps an image of the probe that they have given a name of their own', async () => {
      const open = await openEngine({ folder: '/nowhere', address });
      const { image } = open.engine;
      const query = { repo: 'kept-by-them', tag: '1' };
      await theirs.client.get({ method: 'POST', path: `/images/${image}/tag`, query });
      await expect(open[Symbol.asyncDispose]()).resolves.toBeUndefined();
      await theirs.client.get({ path: '/images/kept-by-them:1/json' });
      await theirs.client.get({ method: 'DELETE', path: '/images/kept-by-them:1' });
    });
  },
);
