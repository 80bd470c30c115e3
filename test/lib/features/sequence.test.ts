import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FEATURES } from '../../../lib/features/catalogue.ts';
import { fitFeatureContext } from '../../../lib/features/featureContext.ts';
import { SEQUENCE_CHANNELS, SEQUENCE_GROUPS } from '../../../lib/features/sequenceChannels.ts';
import {
  SEQUENCE_FIRST_DAY,
  SEQUENCE_STEPS,
  sequenceHash,
  sequenceInputs,
} from '../../../lib/features/sequenceInputs.ts';
import { CHANNEL_GROUPS, GROUP_NAMES, STATIC_GROUPS } from '../../../lib/features/sequenceStatics.ts';
import type { Market } from '../../../lib/film/market.ts';
import { originInstant, viewAsOf } from '../../../lib/signals/asOfView.ts';
import { buildMarketHistory } from '../../../lib/signals/marketHistory.ts';
import { seededRandom } from '../../../lib/stats/random.ts';
import { describeWithSharedData } from '../../sharedData.ts';
import { alterFuture } from './alterFuture.ts';
import { type Invented, inventHistory } from './inventHistory.ts';
import { readRealHistory } from './readRealHistory.ts';

const CHANNELS = SEQUENCE_CHANNELS.length;
const MS_PER_DAY = 86_400_000;

const cases = fc.record({
  film: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  origin: fc.integer({ min: -7, max: 7 }),
  pastMidnight: fc.constantFrom(0, 0, 1, 12 * 3_600_000, MS_PER_DAY - 1),
  poison: fc.integer(),
});

function expectDeafToTheFuture(market: Market, before: Invented, runs: number): void {
  const history = buildMarketHistory(market, before.films, before.rows);
  fc.assert(
    fc.property(cases, ({ film, origin, pastMidnight, poison }) => {
      const subject = history.films[Math.floor(film * history.films.length)];
      if (subject === undefined) throw new Error('a history without films');
      const asOf = originInstant(subject, origin) + pastMidnight;
      const after = alterFuture(before, asOf, seededRandom(poison));
      const altered = buildMarketHistory(market, after.films, after.rows);
      const [own, other] = [history, altered].map((one) => {
        const view = viewAsOf(one, asOf);
        return sequenceInputs(view, one.indexOf(subject.filmId) ?? Number.NaN, fitFeatureContext(view));
      });
      expect(other).toEqual(own);
    }),
    { seed: 20_260_202, numRuns: runs },
  );
}

describe('sequences of films', () => {
  const invented = inventHistory('CN', 11);
  const history = buildMarketHistory('CN', invented.films, invented.rows);
  const film = history.films[100];
  if (film === undefined) throw new Error('no film');
  const context = fitFeatureContext(viewAsOf(history, originInstant(film, -14)));
  const at = (origin: number, until?: number) =>
    sequenceInputs(viewAsOf(history, originInstant(film, origin)), 100, context, until);
  const channel = (values: Float32Array, day: number, name: string) =>
    values[(day - SEQUENCE_FIRST_DAY) * CHANNELS + SEQUENCE_CHANNELS.findIndex((one) => one.name === name)];

  it('are deaf to whatever is not known at their moment, bit for bit (defect 2)', () => {
    expectDeafToTheFuture('US', inventHistory('US', 12), 40);
    expectDeafToTheFuture('CN', invented, 40);
  });

  it('tell every day that has passed and no other', () => {
    for (let origin = -7; origin <= 7; origin++) {
      const values = at(origin);
      for (let step = 0; step < SEQUENCE_STEPS; step++) {
        const position = values[step * CHANNELS];
        const day = step + SEQUENCE_FIRST_DAY;
        if (day < origin) expect(position).toBeCloseTo(day / 7, 6);
        else expect(values.subarray(step * CHANNELS, (step + 1) * CHANNELS).every(Number.isNaN)).toBe(true);
      }
    }
  });

  it('grow by a day without a change to the days before', () => {
    const [three, four] = [at(3), at(4)];
    const length = (3 - SEQUENCE_FIRST_DAY) * CHANNELS;
    const fixed = (values: Float32Array) => Array.from(values.subarray(0, length));
    expect(fixed(four)).toEqual(fixed(three));
    expect(at(4, 3)).toEqual(three);
  });

  it('hold what the history files say, in the units stated', () => {
    const values = at(7);
    const rows = invented.rows.filter((row) => row.filmId === film.filmId);
    const value = (metric: 'gross' | 'want_to_see' | 'screening_share', day: number) =>
      rows.find((row) => row.date === film.releaseDate + day)?.values[metric] ?? Number.NaN;
    const view = viewAsOf(history, originInstant(film, 7));
    let checked = 0;
    for (let day = 1; day < 7; day++) {
      const gross = value('gross', day) / 100;
      const before = value('gross', day - 1) / 100;
      if (Number.isNaN(gross + before)) continue;
      checked++;
      const market = view.marketGrossBetween(film.releaseDate + day, film.releaseDate + day);
      expect(channel(values, day, 'gross_share')).toBeCloseTo(Math.log(gross / market), 5);
      const rise = (name: string) => (channel(values, day, name) ?? 0) - (channel(values, day - 1, name) ?? 0);
      expect(rise('gross')).toBeCloseTo(Math.log(gross / before), 4);
      expect(channel(values, day, 'gross_change')).toBeCloseTo(rise('gross_clean'), 4);
    }
    expect(checked).toBeGreaterThan(2);
    for (let day = -14; day < 7; day++) {
      const expected = Math.log1p(value('want_to_see', day));
      if (Number.isNaN(expected)) expect(channel(values, day, 'want_to_see')).toBeNaN();
      else expect(channel(values, day, 'want_to_see')).toBeCloseTo(expected, 4);
    }
  });

  it('come with names in two languages, units and sources, and every input belongs to a group or is left out', () => {
    for (const own of SEQUENCE_CHANNELS) {
      for (const text of [own.name, own.unit, own.source, own.en]) expect(text).toMatch(/\S/);
      expect(own.zh).toMatch(/\p{Script=Han}/u);
    }
    for (const { en, zh } of Object.values(SEQUENCE_GROUPS)) {
      expect(en).toMatch(/^[A-Z]/);
      expect(zh).toMatch(/\p{Script=Han}/u);
    }
    expect(new Set(SEQUENCE_CHANNELS.map(({ name }) => name)).size).toBe(CHANNELS);
    expect(CHANNEL_GROUPS.length).toBe(CHANNELS);
    expect(CHANNEL_GROUPS.indexOf(-1)).toBe(0);
    expect(CHANNEL_GROUPS.lastIndexOf(-1)).toBe(0);
    expect(STATIC_GROUPS.length).toBe(FEATURES.length);
    expect(Math.max(...STATIC_GROUPS, ...CHANNEL_GROUPS)).toBe(GROUP_NAMES.length - 1);
    expect(GROUP_NAMES.length).toBeLessThanOrEqual(6);
    expect(sequenceHash()).toMatch(/^[0-9a-f]{64}$/);
  });
});

describeWithSharedData('sequences of real films', () => {
  it.each(['US', 'CN'] as const)('are deaf to whatever is not known at their moment, in %s', async (market) => {
    expectDeafToTheFuture(market, await readRealHistory(market), 4);
  });
});
