import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import type { Summary } from '../../lib/stats/summary.ts';
import { summary } from '../../lib/stats/summary.ts';

/** One thing whose time is measured. */
export interface Benchmark {
  readonly name: string;
  /** What the median should not exceed, in milliseconds; where from is said in `design`. */
  readonly goalMs?: number;
  /** What is done once per sample. */
  readonly run: () => unknown;
  /** How many samples are taken after the warm-up; default 10. */
  readonly samples?: number;
  /** How many runs are thrown away first; default 2. */
  readonly warmUp?: number;
  /** Runs per sample, for what takes microseconds; the figure is per run. Default 1. */
  readonly perSample?: number;
}

/** What a file `*.bench.ts` exports as `benchmarks`; prepared when asked, and taken down by `end`. */
export type BenchmarkSuite = () => Promise<{
  readonly benchmarks: readonly Benchmark[];
  readonly end?: () => Promise<void>;
}>;

export interface Measurement {
  readonly name: string;
  readonly goalMs?: number;
  /** Milliseconds per run, by the clock on the wall. */
  readonly wall: Summary;
  /** Median milliseconds of processor per run, all threads of the process: less, where others keep the machine busy. */
  readonly cpu: number;
}

/** The times of a benchmark. */
export async function measure(benchmark: Benchmark): Promise<Measurement> {
  const { name, goalMs, run, samples = 10, warmUp = 2, perSample = 1 } = benchmark;
  for (let i = 0; i < warmUp * perSample; i++) await run();
  const times = new Float64Array(samples);
  const processor = new Float64Array(samples);
  for (let i = 0; i < samples; i++) {
    const before = process.cpuUsage();
    const start = performance.now();
    for (let k = 0; k < perSample; k++) {
      const result = run();
      if (result instanceof Promise) await result;
    }
    times[i] = (performance.now() - start) / perSample;
    const { user, system } = process.cpuUsage(before);
    processor[i] = (user + system) / 1000 / perSample;
  }
  return { name, wall: summary(times), cpu: summary(processor).median, ...(goalMs === undefined ? {} : { goalMs }) };
}

/** One line: median, quartiles, range, processor time, and the goal where there is one. */
export function line({ name, goalMs, wall, cpu }: Measurement): string {
  const ms = (value: number) => (value >= 100 ? value.toFixed(0) : value >= 1 ? value.toFixed(2) : value.toFixed(4));
  const goal = goalMs === undefined ? '' : `  goal ${ms(goalMs)} ${wall.median <= goalMs ? 'met' : 'MISSED'}`;
  const spread = `quartiles ${ms(wall.lowerQuartile)}-${ms(wall.upperQuartile)}, range ${ms(wall.min)}-${ms(wall.max)}`;
  return `${name.padEnd(58)} ${ms(wall.median).padStart(8)} ms  (${spread}, n ${wall.count}, processor ${ms(cpu)})${goal}`;
}

/** The machine that figures hold for. */
export function machine(): string {
  const gib = (totalmem() / 2 ** 30).toFixed(1);
  const load = loadavg()[0]?.toFixed(1);
  return `${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} threads, ${gib} GiB, ${process.platform} ${process.arch}, Node ${process.version}, load ${load}`;
}
