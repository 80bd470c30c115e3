/** What the shell learns from a command. */
export const EXIT = { done: 0, failed: 1, wrongUse: 2, nothingToDo: 3 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
