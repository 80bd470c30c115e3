import { setTimeout as wait } from 'node:timers/promises';
import { type Started, startMarquee } from '../e2e/marquee.ts';

const MARKETS = ['US', 'CN'];
const ENDED = (market: string) => new RegExp(`training 训练 ${market}: (?:champion kept|promoted|failed|.*—)`);

/** A running system that has trained on its sample, so that what is measured has the machine to itself. */
export async function startQuiet(...args: readonly string[]): Promise<Started> {
  const run = await startMarquee(...args);
  for (let second = 0; second < 300 && !MARKETS.every((market) => ENDED(market).test(run.said())); second++) {
    await wait(1_000);
  }
  return run;
}
