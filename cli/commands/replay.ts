import { setTimeout as wait } from 'node:timers/promises';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { createKinesisClient } from '../../lib/adapters/aws/clients.ts';
import { createKinesisSignalSink } from '../../lib/adapters/aws/kinesisSignalSink.ts';
import { AppError } from '../../lib/errors/appError.ts';
import { departures } from '../../lib/replay/pace.ts';
import { inOrder, type RecordedEvent } from '../../lib/replay/recordedEvent.ts';
import { parseSignalEvent } from '../../lib/signals/parseSignalEvent.ts';
import type { Bind } from '../bind.ts';
import { EXIT } from '../exitCode.ts';
import { readRecordedEvents } from '../recordedEvents.ts';
import { DEFAULT_DATA, openSystem } from '../system/openSystem.ts';
import { untilStopped } from '../system/untilStopped.ts';
import type { Terminal } from '../terminal.ts';

interface ReplayOptions {
  readonly speed: number;
  readonly limit: number;
  readonly data?: string;
  readonly check?: boolean;
}

/** What one call takes, and how long events wait for one another. */
const MOST_TOGETHER = 500;
const TOGETHER_MS = 20;

const ABOUT = `
Takes recorded events (.jsonl, one event a line), a reservations file with its films file, or history files; .gz too. Events
go into the stream in the order in which they were observed; the same file replayed twice counts once.
接受录制的事件(.jsonl,每行一个事件)、预售记录及其影片文件,或历史文件;支持 .gz。事件按观测顺序进入事件流;同一文件重复回放只计一次。

Example:
  marquee replay films.csv reservations.csv.gz --speed 3600`;

/** `marquee replay`: recorded or simulated signals through the stream of the local run, at a chosen speed. */
export function registerReplay(program: Command, bind: Bind): void {
  const command = program
    .command('replay')
    .argument('<files...>', 'recorded signals')
    .description('feed recorded signals through the local stream / 将录制的信号回放到本地事件流')
    .addOption(unbounded('--speed <factor>', 'recorded seconds per second, or max', 'max').argParser(readSpeed))
    .addOption(unbounded('--limit <count>', 'send no more than so many events', 'all').argParser(readLimit))
    .option('--data <folder>', 'data folder of the local run')
    .option('--check', 'only read the files and say what they hold')
    .addHelpText('after', ABOUT);
  bind<ReplayOptions>(command, async (options, terminal, operands) => {
    const read = await readRecordedEvents(
      operands.map((file) => terminal.resolve(file)),
      terminal,
    );
    const events = inOrder(read).slice(0, options.limit);
    const [first, last] = [events[0], events.at(-1)];
    if (!first || !last) return EXIT.nothingToDo;
    const films = new Set(events.map(({ message }) => `${message.market} ${message.filmId}`)).size;
    const held = { events: events.length, films, from: iso(first.at), until: iso(last.at) };
    if (options.check) {
      terminal.result(`${held.events} events 事件, ${films} films 影片, ${held.from} … ${held.until}`, held);
      return EXIT.done;
    }
    const sent = await send(events, options, terminal);
    const perSecond = Math.round(sent.events / Math.max(sent.seconds, 1e-3));
    terminal.result(
      `${sent.events} of ${events.length} events sent 已发送事件, ${films} films 影片, ${sent.seconds.toFixed(1)} s, ${perSecond}/s`,
      { ...held, sent: sent.events, seconds: sent.seconds },
    );
    return sent.events === events.length ? EXIT.done : EXIT.failed;
  });
}

async function send(events: readonly RecordedEvent[], options: ReplayOptions, terminal: Terminal) {
  const system = await openSystem(options.data ? terminal.resolve(options.data) : DEFAULT_DATA, terminal);
  const { kinesis, signalStream, environment } = system.endpoints;
  if (!kinesis || !signalStream) throw new AppError('replay.no-stream');
  Object.assign(process.env, environment);
  const client = createKinesisClient();
  const sink = createKinesisSignalSink(client, signalStream);
  const stopped = untilStopped(terminal);
  const began = performance.now();
  let sent = 0;
  try {
    const pace = { speed: options.speed, most: MOST_TOGETHER, togetherMs: TOGETHER_MS };
    for (const { dueMs, events: leaving } of departures(events, pace)) {
      const early = dueMs - (performance.now() - began);
      if (early > 0) await wait(early, undefined, { signal: stopped.signal }).catch(() => undefined);
      if (stopped.signal.aborted) break;
      await sink.put(leaving.map(({ message }) => parseSignalEvent(message, Date.now())));
      sent += leaving.length;
      const at = leaving.at(-1)?.at ?? 0;
      terminal.progress(
        `${Math.floor((100 * sent) / events.length)} % · ${sent} events 事件 · recorded 录制时间 ${iso(at)}`,
      );
    }
    return { events: sent, seconds: (performance.now() - began) / 1000 };
  } finally {
    client.destroy();
    await system.close();
  }
}

function unbounded(flags: string, description: string, word: string): Option {
  return new Option(flags, description).default(Number.POSITIVE_INFINITY, word);
}

function readSpeed(text: string): number {
  const speed = text === 'max' ? Number.POSITIVE_INFINITY : Number(text);
  if (speed > 0) return speed;
  throw new InvalidArgumentError('a number above zero, or max');
}

function readLimit(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count > 0) return count;
  throw new InvalidArgumentError('a whole number above zero');
}

const iso = (at: number) => new Date(at).toISOString();
