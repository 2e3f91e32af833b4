import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extraText } from '../mandatory-texts.ts';

/** A folder that holds the files of many sets, for as long as they are compared. */
export interface FileSetWorld extends AsyncDisposable {
  /** The project folder that overlays speak of. */
  readonly project: string;
  /** The folder of mandatory files: relative paths count from there. */
  readonly files: string;
  /** Writes a set's texts; returns their paths. Equal texts at the same place in a list share a file. */
  write(texts: readonly string[]): Promise<readonly string[]>;
}

/** Makes a world with the files that any overlay may name. */
export async function fileSetWorld(): Promise<FileSetWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'seatrial-compose-'));
  const project = join(folder, 'project');
  const files = join(folder, 'files');
  await mkdir(project);
  await mkdir(files);
  await writeFile(join(project, 'extra.yml'), extraText);
  const written = new Map<string, Promise<string>>();
  const put = async (text: string): Promise<string> => {
    const path = join(files, `${written.size}.yml`);
    await writeFile(path, text);
    return path;
  };
  return {
    project,
    files,
    async write(texts) {
      return Promise.all(
        texts.map(text => {
          const path = written.get(text) ?? put(text);
          written.set(text, path);
          return path;
        }),
      );
    },
    async [Symbol.asyncDispose]() {
      await rm(folder, { recursive: true, force: true });
    },
  };
}
