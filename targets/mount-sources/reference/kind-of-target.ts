const fileNames: ReadonlySet<string> = new Set(['.gitconfig', '.npmrc', '.netrc']);
const fileEndings = ['.json', '.conf', '.toml'];

/** What a source has to be, by what it is mounted as. */
export function kindOfTarget(target: string): 'file' | 'folder' {
  const name = target.slice(target.lastIndexOf('/') + 1);
  return fileNames.has(name) || fileEndings.some(ending => name.endsWith(ending)) ? 'file' : 'folder';
}
