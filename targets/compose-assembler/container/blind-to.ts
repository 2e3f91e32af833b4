/** Mutants that no container can be told from the reference by, and why. */
export const blindTo: Readonly<Record<string, string>> = {};
