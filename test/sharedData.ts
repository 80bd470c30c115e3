import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe } from 'vitest';

/** The folder of real data beside the project, or as MARQUEE_SHARED says. */
const SHARED = process.env['MARQUEE_SHARED'] ?? path.resolve(import.meta.dirname, '../../shared');

/** A path below the shared data, for example `sharedData('us', 'films.csv')`. */
export function sharedData(...parts: readonly string[]): string {
  return path.join(SHARED, 'data', ...parts);
}

/** Tests that need real data; without them they are skipped, and say so in their title. */
export function describeWithSharedData(title: string, body: () => void): void {
  if (existsSync(sharedData('us', 'films.csv'))) describe(title, body);
  else describe.skip(`${title} (skipped for lack of shared data at ${SHARED})`, body);
}
