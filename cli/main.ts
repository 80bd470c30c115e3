import { Command, CommanderError } from 'commander';
import { AppError } from '../lib/errors/appError.ts';
import { describeError, type ErrorCode } from '../lib/errors/catalogue.ts';
import type { Bind } from './bind.ts';
import { registerArtifacts } from './commands/artifacts.ts';
import { registerBacktest } from './commands/backtest.ts';
import { registerCalendar } from './commands/calendar.ts';
import { registerExport } from './commands/export.ts';
import { registerForecast } from './commands/forecast.ts';
import { registerIdentity } from './commands/identity.ts';
import { registerImport } from './commands/import.ts';
import { registerReplay } from './commands/replay.ts';
import { registerSimulate } from './commands/simulate.ts';
import { registerStart } from './commands/start.ts';
import { registerTrain } from './commands/train.ts';
import { registerVerify } from './commands/verify.ts';
import { EXIT, type ExitCode } from './exitCode.ts';
import { createTerminal } from './terminal.ts';

/**
 * The `marquee` command line.
 * @param args words after the program's name
 * @returns 0 done, 1 failed, 2 wrong use, 3 nothing to do
 */
export async function main(args: readonly string[]): Promise<ExitCode> {
  let exit: ExitCode = EXIT.done;
  const program = new Command('marquee')
    .description('Forecasts what a film will earn. 预测一部电影的票房。')
    .configureHelp({ showGlobalOptions: true })
    .option('--json', 'print the result as one JSON document')
    .option('--debug', 'print stack traces of failures')
    .exitOverride();
  const bind: Bind = (command, action) => {
    command
      .option('--json', 'print the result as one JSON document')
      .option('--debug', 'print stack traces of failures')
      .exitOverride()
      .action(async () => {
        const options = command.optsWithGlobals();
        exit = await action(options as never, createTerminal(options['json'] === true), command.args);
      });
  };
  for (const register of [
    registerStart,
    registerImport,
    registerTrain,
    registerForecast,
    registerBacktest,
    registerSimulate,
    registerReplay,
    registerArtifacts,
    registerIdentity,
    registerCalendar,
    registerExport,
    registerVerify,
  ]) {
    register(program, bind);
  }
  try {
    await program.parseAsync(args, { from: 'user' });
    return exit;
  } catch (error) {
    return explain(error, args.includes('--debug'), args.includes('--json'));
  }
}

/** Codes of what was asked for wrongly; others say what failed. */
const WRONG_USE: readonly ErrorCode[] = [
  ...(['cli.value-malformed', 'origin.unknown', 'proof.export-missing'] as const),
  ...(['proof.key-unreadable', 'export.folder-occupied'] as const),
];

/** Says what went wrong, in both languages, and which exit code it is. */
function explain(error: unknown, debug: boolean, json: boolean): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.wrongUse;
  const { stderr } = process;
  if (debug && error instanceof Error) stderr.write(`${error.stack}\n`);
  if (error instanceof AppError) {
    const text = describeError(error.code, error.params);
    if (json) stderr.write(`${JSON.stringify({ code: error.code, ...text })}\n`);
    else stderr.write(`${text.en} ${text.nextEn}\n${text.zh} ${text.nextZh}\n(${error.code})\n`);
    return WRONG_USE.includes(error.code) ? EXIT.wrongUse : EXIT.failed;
  }
  stderr.write(
    `Unexpected failure: ${error instanceof Error ? error.message : String(error)}. Run again with --debug.\n`,
  );
  stderr.write('意外错误。请加 --debug 重新运行以查看详情。\n');
  return EXIT.failed;
}
