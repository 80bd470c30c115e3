import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { fromStoredState, type StoredWindowState, toStoredState } from '../../../lib/windows/storedState.ts';
import { PANE_MS, PANES_PER_WINDOW } from '../../../lib/windows/windowRules.ts';
import { countOpenWindows, emptyWindowState, type WindowState } from '../../../lib/windows/windowState.ts';
import { applyBatch } from './applyBatch.ts';
import { inventStream, take } from './inventStream.ts';

const BATCH = 500;
/** Windows that can be open at a time for a film: an hour of them, those the watermark waits for, and one to come. */
const MOST_OPEN = 2 * PANES_PER_WINDOW;

/** A day of signals in a few seconds, restarting now and then from what was written down. */
export function soak({
  events,
  films,
  hours,
}: {
  readonly events: number;
  readonly films: number;
  readonly hours: number;
}) {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  const rate = events / (hours * 3600);
  const stream = inventStream({ seed: 16, films, rate });
  let state = emptyWindowState();
  let [mostWindows, mostPanes, mostIds] = [0, 0, 0];
  const memory: number[] = [];
  for (let done = 0; done < events; done += BATCH) {
    applyBatch(state, take(stream, BATCH));
    const panes = [...state.films.values()].reduce((sum, film) => sum + film.panes.size, 0);
    mostPanes = Math.max(mostPanes, panes);
    mostWindows = Math.max(mostWindows, countOpenWindows(state));
    mostIds = Math.max(mostIds, idsIn(state));
    if (done % 50_000 === 0) {
      state = fromStoredState(JSON.parse(JSON.stringify(toStoredState(state))) as StoredWindowState);
      collectGarbage();
      memory.push(process.memoryUsage().rss);
    }
  }
  const settled = memory.slice(4); // 200,000 events of warm-up
  return {
    /** Bytes of resident memory per 100,000 events, by least squares. */
    slope: slopeOf(settled) * 2,
    memory,
    ...{ mostWindows, mostPanes, mostIds },
    windowBound: films * MOST_OPEN,
    /** Events of the panes that can be held, some sent twice or bunched. */
    idBound: ((rate * (MOST_OPEN * PANE_MS)) / 1000) * 1.1,
  };
}

function idsIn({ eventIds }: WindowState): number {
  return [...eventIds.values()].reduce((sum, ids) => sum + ids.size, 0);
}

function slopeOf(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const [over, under] = values.reduce(
    ([top, bottom], value, index) => [top + (index - middle) * (value - mean), bottom + (index - middle) ** 2],
    [0, 0],
  );
  return (over as number) / (under as number);
}
