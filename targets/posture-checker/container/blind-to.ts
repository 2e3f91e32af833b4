/** Mutants that no container tells from the reference, and why. */
export const blindTo: Readonly<Record<string, string>> = {};
