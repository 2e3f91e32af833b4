/** Folder of everything, as the refresher sees it. */
export const worldFolder = '/world';

/** Where the source lies, and what a linked source leads to. */
export const sourcePath = `${worldFolder}/home/claude.json`;
export const linkedSourcePath = `${worldFolder}/home/dotfiles/claude.json`;

/** The folder of the target, and another one that a linked target leads to. */
export const containerFolder = `${worldFolder}/container`;
export const targetPath = `${containerFolder}/claude.json`;
export const elsewherePath = `${worldFolder}/elsewhere/claude.json`;
/** What a linked bystander leads to. */
export const theirsPath = `${worldFolder}/elsewhere/theirs.json`;
export const absentFolder = `${worldFolder}/absent`;

/** What a refresher that is not told better uses for temporary files: another file system. */
export const temporaryFolder = '/tmp';

/** The owner of everything, and the refresher's own uid. */
export const ownerUid = 1000;

/** The key that must not get into the container. */
export const dropped = ['projects'] as const;
