import { readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BenchmarkSuite } from './harness.ts';
import { line, machine, measure } from './harness.ts';

/** Runs every test/bench/*.bench.ts, or those whose names contain an argument: `npm run bench -- boosting onnx`. */
const folder = import.meta.dirname;
const wanted = process.argv.slice(2);
const files = readdirSync(folder)
  .filter((file) => file.endsWith('.bench.ts'))
  .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)))
  .sort();
if (files.length === 0) {
  console.error(`No benchmark is named like ${wanted.join(', ')}.`);
  process.exitCode = 3;
}
console.log(machine());
for (const file of files) {
  const { benchmarks } = (await import(pathToFileURL(path.join(folder, file)).href)) as { benchmarks: BenchmarkSuite };
  const suite = await benchmarks();
  for (const benchmark of suite.benchmarks) console.log(line(await measure(benchmark)));
  await suite.end?.();
}
