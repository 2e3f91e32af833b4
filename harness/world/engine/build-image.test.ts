import { chmod, mkdir, mkdtemp, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BuiltImage, buildImage, removeImage } from './build-image.ts';
import { whyNoEngine } from './engine-programs.ts';
import { type TestEngine, testEngine } from './fixtures/test-engine.ts';
import { type ImageEntry, imageTree } from './image-tree.ts';

const lacking = whyNoEngine();

describe.skipIf(lacking !== undefined)(`an image built${lacking ? ` (skipped: ${lacking})` : ''}`, () => {
  let test: TestEngine;
  beforeAll(async () => {
    test = await testEngine();
  });
  afterAll(() => test[Symbol.asyncDispose]());

  let context: string;
  beforeEach(async () => {
    context = await mkdtemp(join(tmpdir(), 'seatrial-context-'));
  });
  afterEach(() => rm(context, { recursive: true }));

  async function build(...lines: readonly string[]): Promise<BuiltImage> {
    await writeFile(join(context, 'Dockerfile'), `${lines.join('\n')}\n`);
    return buildImage(test.client, test.engine, { context });
  }

  async function treeOf(built: BuiltImage): Promise<Readonly<Record<string, string>>> {
    if (built.kind === 'refused') throw new Error(built.reason);
    const tree = await imageTree(test.client, built.id);
    await removeImage(test.client, built.id);
    return Object.fromEntries([...tree].map(([path, entry]) => [path, shown(entry)]));
  }

  it('has the modes of the context where COPY has no --chmod, and those of --chmod where it has', async () => {
    await mkdir(join(context, 'policy'));
    await writeFile(join(context, 'policy/rules'), 'deny\n');
    await chmod(join(context, 'policy/rules'), 0o600);
    await chmod(join(context, 'policy'), 0o2700);
    await symlink('rules', join(context, 'policy/link'));
    const built = await build(
      'FROM scratch',
      'COPY policy /plain/',
      'COPY --chmod=644 policy/rules /set/',
      'COPY --chown=5:6 policy/rules /owned',
    );
    expect(await treeOf(built)).toEqual({
      '/plain': 'folder 755 0:0',
      '/plain/link': 'link 777 0:0 → rules',
      '/plain/rules': 'file 600 0:0 deny',
      '/set': 'folder 755 0:0',
      '/set/rules': 'file 644 0:0 deny',
      '/owned': 'file 600 5:6 deny',
    });
  });

  it('is what its layers come to: what a later one removes or replaces is gone', async () => {
    await writeFile(join(context, 'a'), 'a\n');
    const built = await build(
      `FROM ${test.engine.image} AS tools`,
      'FROM scratch',
      'COPY a /gone/folder/a',
      'COPY a /replaced/a',
      'COPY a /changed',
      'COPY --from=tools /bin/busybox /busybox',
      'RUN ["/busybox", "sh", "-c", "/busybox rm -r /gone /replaced; /busybox ln -s gone /replaced"]',
      'RUN ["/busybox", "sh", "-c", "/busybox chmod 4711 /changed; /busybox ln /changed /same; /busybox mkfifo /fifo"]',
    );
    const { '/busybox': busybox, ...tree } = await treeOf(built);
    expect(busybox).toMatch(/^file 755 0:0/);
    expect(tree).toEqual({
      '/changed': 'file 4711 0:0 a',
      '/same': 'file 4711 0:0 a',
      '/fifo': 'fifo 644 0:0',
      '/replaced': 'link 777 0:0 → gone',
      // Where a RUN step has its mounts.
      ...Object.fromEntries(['/dev', '/etc', '/proc', '/sys'].map(path => [path, 'folder 755 0:0'])),
    });
  });

  it('never has what an earlier one took from the same path, though size and time are the same', async () => {
    for (const content of ['one\n', 'two\n']) {
      await writeFile(join(context, 'file'), content);
      await utimes(join(context, 'file'), 1_000_000, 1_000_000);
      const tree = await treeOf(await build('FROM scratch', 'COPY file /'));
      expect(tree['/file']).toBe(`file 644 0:0 ${content.trim()}`);
    }
  });

  it('is refused in the words of the builder', async () => {
    const refusals = [
      [['FROM scratch', 'COPY nothing /'], '"/nothing" not found'],
      [['FROM scratch', 'FOO'], 'unknown instruction: FOO'],
      [['FROM nobody/nothing', 'COPY Dockerfile /'], 'network is unreachable'],
      [[`FROM ${test.engine.image}`, 'RUN false'], 'exit code: 1'],
    ] as const;
    for (const [lines, said] of refusals)
      expect(await build(...lines)).toEqual({ kind: 'refused', reason: expect.stringContaining(said) });
  });

  it('is a fault of the harness where the build does not end in time', async () => {
    await writeFile(join(context, 'Dockerfile'), `FROM ${test.engine.image}\nRUN sleep 30\n`);
    await expect(buildImage(test.client, test.engine, { context, limitMs: 1_000 })).rejects.toMatchObject({
      code: 'engine',
    });
  });

  it("is not tried on somebody else's engine, where its store could not be told from theirs", async () => {
    const theirs = { ...test.engine, own: false };
    await expect(buildImage(test.client, theirs, { context })).rejects.toThrow("Seatrial's own only");
  });

  it('leaves nothing of its client', async () => {
    await build('FROM scratch', 'COPY Dockerfile /');
    const names = await readdir(dirname(test.engine.socket));
    expect(names.filter(name => name.startsWith('build-'))).toEqual([]);
  });
});

function shown({ kind, mode, uid, gid, content, to }: ImageEntry): string {
  const what = to === '' ? Buffer.from(content).toString('latin1').slice(0, 8).trim() : `→ ${to}`;
  return `${kind} ${mode.toString(8)} ${uid}:${gid} ${what}`.trim();
}
