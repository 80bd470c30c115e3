import type { Command } from 'commander';
import type { ExitCode } from './exitCode.ts';
import type { Terminal } from './terminal.ts';

/** Runs one command. Its value becomes the process's exit code. */
type Action<Options> = (options: Options, terminal: Terminal, operands: readonly string[]) => Promise<ExitCode>;

/** Joins a command's definition with its action: global flags, terminal and exit code are handled once, by whoever binds. */
export type Bind = <Options>(command: Command, action: Action<Options>) => void;
