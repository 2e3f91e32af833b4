import { describe, expect, it } from 'vitest';
import { type Baked, type BakeRequest, bake } from './bake.ts';
import { emptyTree, entriesOf, type FolderNode, newFolder, put } from './tree/nodes.ts';

const rootsOwn = { uid: 0, gid: 0, line: 0 };
const deny = '/etc/pol/10-deny.json';

function treeWith(files: Readonly<Record<string, string | Buffer>>, folders: readonly string[]): FolderNode {
  const root = emptyTree();
  for (const path of folders) put(root, path.split('/'), newFolder({ mode: 0o755, ...rootsOwn }));
  for (const [path, content] of Object.entries(files))
    put(root, path.split('/'), { kind: 'file', content: Buffer.from(content), mode: 0o644, ...rootsOwn });
  return root;
}

/** A context with a policy in it. */
function context(): FolderNode {
  const gzip = Buffer.from('1f8b0800', 'hex');
  const xz = Buffer.from('fd377a585a0000', 'hex');
  const zstd = Buffer.from('28b52ffd00', 'hex');
  const archives = { 'a.tar.gz': gzip, 'a.tar.xz': xz, 'a.tar.zst': zstd };
  return treeWith({ 'policy/10-deny.json': '{}', 'an other.json': '{}', ...archives }, ['policy']);
}

function baked(lines: readonly string[], more: Partial<BakeRequest> = {}): Baked {
  const given = { ignore: undefined, context: context(), user: '1000', paths: [deny] };
  return bake({ dockerfile: lines.join('\n'), ...given, ...more });
}

function verdict(lines: readonly string[], more: Partial<BakeRequest> = {}): string | undefined {
  const { verdicts, exit } = baked(lines, more);
  return verdicts[0]?.verdict ?? `refused with ${exit}`;
}

function paths({ root }: Baked): readonly string[] | undefined {
  return root && [...entriesOf(root)].map(([path]) => path);
}

const copy = 'COPY --chmod=755 policy/10-deny.json /etc/pol/';

describe('a Dockerfile as people write it', () => {
  it.each([
    ['an argument from before FROM', ['ARG B=scratch', 'FROM $B', copy]],
    [
      'an argument that a stage takes over',
      ['ARG M=755', 'FROM scratch', 'ARG M', copy.replace('755', '$M')],
    ],
    ['values with blanks in quotes', ['FROM scratch', `ENV A="x y" B='z "' C=x\\ y`, `ARG D="a b"`, copy]],
    ['names of variables with dots', ['FROM scratch', 'ENV a.b=c', copy]],
    ['ENV as it was written once', ['FROM scratch', 'ENV P /etc/pol', copy.replace('/etc/pol', '$P')]],
    ['several variables in a line', ['FROM scratch', 'ENV A=1 P=/etc/pol', copy.replace('/etc/pol', '$P')]],
    ['line ends of another system', ['FROM scratch\r', `${copy}\r`, '\r']],
    ['a byte-order mark', ['\uFEFF# syntax=docker/dockerfile:1', 'FROM scratch', copy]],
    ['a word for what is empty', ['FROM scratch', 'ENV S=', copy.replace('755', '${S:-755}')]],
    ['nothing for what is set, though empty', ['FROM scratch', 'ENV S=', copy.replace('755', '7${S-00}55')]],
    ['a word for what is set', ['FROM scratch', 'ENV S=1', copy.replace('755', '${S:+755}')]],
    [
      'an escape behind other directives',
      ['# syntax=x', '# escape=`', 'FROM scratch', copy.replace(' ', ' `\n ')],
    ],
    ['a platform', ['FROM --platform=$BUILDPLATFORM scratch', copy]],
    ['a stage by another case of its name', ['FROM scratch AS Base', copy, 'FROM bASE']],
  ])('is understood: %s', (_, lines) => {
    expect(verdict(lines)).toBe('fine');
  });

  it('puts several here-documents beside each other', () => {
    const lines = ['FROM scratch', 'COPY <<one <<"two" /etc/', 'a', 'one', 'b', 'two', 'USER 1000'];
    expect(paths(baked(lines))).toEqual(['/etc', '/etc/one', '/etc/two']);
  });

  it('has no escape behind what is no directive', () => {
    const lines = ['# note=1', '# escape=`', 'FROM scratch', copy.replace(' ', ' \\\n ')];
    expect(verdict(lines)).toBe('fine');
  });
});

describe('what can’t be told', () => {
  it.each([
    ['an image by a number, which is no stage', ['FROM scratch', copy, 'FROM 0']],
    ['the first FROM', ['FROM ${A:?none}', copy]],
    ['a later FROM', ['FROM scratch AS a', 'FROM ${A:?none}', 'FROM scratch', 'COPY --from=1 / /']],
    ['an argument before FROM', ['ARG A=${B:?none}', 'FROM scratch', copy]],
    ['what the builder sets', ['FROM scratch', 'ARG TARGETARCH', copy.replace('755', '$TARGETARCH')]],
    ['gzip', ['FROM scratch', 'ADD a.tar.gz /']],
    ['xz', ['FROM scratch', 'ADD a.tar.xz /']],
    ['zstd', ['FROM scratch', 'ADD a.tar.zst /']],
    ['a repository', ['FROM scratch', 'ADD git@example.net:policy /']],
    ['a here-document of RUN', ['FROM scratch', 'RUN <<EOF', 'chmod 755 /', 'EOF']],
    ['a subshell', ['FROM scratch', copy, 'RUN chmod $(echo 755) /etc/pol']],
    ['a variable before a command', ['FROM scratch', copy, 'RUN A=1 chmod 755 /etc/pol']],
  ])('is said: %s', (_, lines) => {
    expect(verdict(lines)).toBe('unknown');
  });

  it('does not keep stages from being counted', () => {
    const lines = [
      'FROM scratch',
      'FROM ${A:?none}',
      'FROM scratch',
      copy,
      'FROM scratch',
      'COPY --from=2 / /',
    ];
    expect(verdict(lines)).toBe('fine');
  });
});

describe('an image whose tree is given', () => {
  const debian = () => treeWith({ 'etc/passwd': 'root:x:0:0::/:/bin/sh\n' }, ['etc']);
  const withBase = {
    assumptions: { bases: (name: string) => (name === 'debian' ? image : undefined), harmlessRuns: false },
  };
  const image = debian();

  it('is where a stage begins, each time as it was', () => {
    const shuts = ['FROM debian', 'RUN chmod 700 /etc', 'FROM debian', 'COPY policy/10-deny.json /etc/pol/'];
    expect(verdict(shuts, withBase)).toBe('fine');
    expect([...entriesOf(image)]).toEqual([...entriesOf(debian())]);
  });

  it('does not say whom it runs as: nobody is taken for root', () => {
    const lines = ['FROM debian', 'COPY --chmod=700 policy/10-deny.json /etc/pol/'];
    expect(verdict(lines, { ...withBase, user: undefined })).toBe('unknown');
    expect(verdict([...lines, 'USER 1000'], { ...withBase, user: undefined })).toBe('unreadable');
    expect(verdict(lines, withBase)).toBe('unreadable');
  });

  it('is another one under another name', () => {
    expect(verdict(['FROM ubuntu', copy], withBase)).toBe('unknown');
  });
});

describe('RUNs that are taken as harmless', () => {
  const harmless = { assumptions: { bases: () => undefined, harmlessRuns: true } };

  it('are passed over where they can’t be told, and done where they can', () => {
    expect(verdict(['FROM scratch', copy, 'RUN apt-get install jq'])).toBe('unknown');
    expect(verdict(['FROM scratch', copy, 'RUN apt-get install jq'], harmless)).toBe('fine');
    expect(verdict(['FROM scratch', copy, 'RUN chmod 700 /etc/pol'], harmless)).toBe('unreadable');
    expect(verdict(['FROM scratch', 'USER 1000', copy, 'RUN id'], harmless)).toBe('fine');
  });

  it('are RUNs only', () => {
    expect(verdict(['FROM scratch', copy, 'COPY --link policy /etc/pol/'], harmless)).toBe('unknown');
    expect(verdict(['FROM debian', copy], harmless)).toBe('unknown');
  });

  it('may still fail', () => {
    expect(verdict(['FROM scratch', copy, 'RUN chmod 755 /nowhere'], harmless)).toBe('refused with 2');
  });
});
