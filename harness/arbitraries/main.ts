/** Reusable generators. Their values are plain JSON and can be shrunk again without their context. */
export { capabilityMask } from './capability-mask.ts';
export { type ComposePieces, composePieces, overlayPieces } from './compose-file.ts';
export { damaged, type TextDamage, textDamage } from './damaged-text.ts';
export { canary, canaryIn, contractVariable, environmentSet, nearMisses } from './environment-set.ts';
export { type Fault, type FileOperation, fault, faultName, faultPlan } from './fault-plan.ts';
export { fileMode, modeOf, octal } from './file-mode.ts';
export { type FileTreeOptions, fileTree, type TreeEntry, treeEntry } from './file-tree.ts';
export { hostileName, hostileNames } from './hostile-name.ts';
export { edgeUids, type Identity, identity } from './identity.ts';
export { listenAddress } from './listen-address.ts';
export { type MidWriteJson, midWriteBytes, midWriteJson } from './mid-write-json.ts';
export { weighted } from './weighted.ts';
export { type WriteStep, writeSchedule, writeStep } from './write-schedule.ts';
