import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FEATURES } from '../../../lib/features/catalogue.ts';
import { parseDay } from '../../../lib/film/day.ts';
import { baselineTotals, comparablesFor, lnPresale } from '../../../lib/forecast/baselines.ts';
import { rowOf } from '../../../lib/models/matrix.ts';
import { buildMarketHistory } from '../../../lib/signals/marketHistory.ts';
import { median } from '../../../lib/stats/median.ts';
import { decodeComparables, encodeComparables } from '../../../lib/training/artifact/comparablesFile.ts';
import {
  AFTER_RELEASE,
  BEFORE_RELEASE,
  CATALOGUE_ONLY,
  legFactors,
  PRESALE_PACE,
} from '../../../lib/training/baselineColumns.ts';
import { fitBaselines } from '../../../lib/training/baselines.ts';
import { timeOrderedFolds } from '../../../lib/training/folds.ts';
import { type OriginDataset, originDataset } from '../../../lib/training/originDataset.ts';
import { trainingFilms } from '../../../lib/training/trainingFilms.ts';
import { trainingInputs } from '../../../lib/training/trainingInputs.ts';
import { inventHistory } from '../features/inventHistory.ts';

const SEED = 20_170_606;
const { films: sources, rows } = inventHistory('US', 5, 300);
const history = buildMarketHistory('US', sources, rows);
const films = trainingFilms(history, parseDay('2017-06-01'));
const inputsOf = trainingInputs(history);

function fitted(origin: number) {
  const dataset = originDataset(films, origin, inputsOf);
  const served = Array.from(dataset.films, (film) => films[film]?.served ?? false);
  const folds = timeOrderedFolds([...dataset.releases], { folds: 2, share: 0.5, fewest: 80 });
  return { dataset, served, ...fitBaselines(dataset, served, folds) };
}
const eve = fitted(0);
const after = fitted(3);

const inputsAt = ({ x, anchor, running }: OriginDataset, row: number) => ({
  values: rowOf(x, row),
  anchor: anchor[row] ?? Number.NaN,
  running: running[row] ?? Number.NaN,
});
const total = ({ y, anchor }: OriginDataset, row: number) => (y.total[row] ?? 0) + (anchor[row] ?? 0);
const column = (name: string) => FEATURES.findIndex((feature) => feature.name === name);
const withPresale = Array.from(eve.dataset.films.keys()).filter((row) =>
  Number.isFinite(lnPresale(rowOf(eve.dataset.x, row))),
);

describe('the columns of the simple methods', () => {
  it('exist, each of them', () => {
    const names = new Set(FEATURES.map(({ name }) => name));
    for (const yardstick of [BEFORE_RELEASE, AFTER_RELEASE, PRESALE_PACE]) {
      expect(Object.keys(yardstick).filter((name) => !names.has(name))).toEqual([]);
    }
    for (const isReleased of [false, true]) {
      for (const factor of legFactors(isReleased)) {
        if ('columns' in factor) expect(factor.columns.length).toBeGreaterThan(5);
        else expect(factor.column).toBeGreaterThanOrEqual(0);
      }
    }
  });

  it('of the catalogue are facts known before any signal of the film', () => {
    const used = FEATURES.filter((_, at) => CATALOGUE_ONLY[at]);
    expect(used.length).toBeGreaterThan(60);
    for (const { name, source, knownFrom } of used) {
      expect(`${name}: ${source}`).not.toMatch(
        /presale|want_to_see|social_heat|search|preview|trailer|sentiment|screening/,
      );
      expect(knownFrom).toBeLessThanOrEqual(0);
    }
    for (const name of [
      'budget',
      'theatres_booked',
      'directors_best',
      'genre_action',
      'window_summer',
      'reference_total',
    ]) {
      expect(CATALOGUE_ONLY[column(name)]).toBe(true);
    }
  });
});

describe('catalogue only', () => {
  it(`says the same whatever a film sold, previewed, took or was talked about (seed ${SEED})`, () => {
    const hidden = Array.from(CATALOGUE_ONLY.keys()).filter((at) => !CATALOGUE_ONLY[at]);
    const cases = fc.record({
      row: fc.nat({ max: after.dataset.x.rows - 1 }),
      value: fc.constantFrom(Number.NaN, 0, 1e9, -5),
      take: fc.constantFrom(1, 100),
    });
    fc.assert(
      fc.property(cases, ({ row, value, take }) => {
        const inputs = inputsAt(after.dataset, row);
        const before = baselineTotals(after.baselines, inputs).catalogue;
        const values = inputs.values.slice();
        for (const at of hidden) values[at] = value;
        const other = { values, anchor: inputs.anchor + Math.log(take), running: take * inputs.running };
        expect(baselineTotals(after.baselines, other).catalogue).toBe(before);
        expect(before).toBeGreaterThan(5);
      }),
      { seed: SEED, numRuns: 60 },
    );
  });
});

describe('presale pace', () => {
  it('compares presale so far with that of earlier films at the same moment, and multiplies it by their median ratio', () => {
    expect(withPresale.length).toBeGreaterThan(100);
    const row = withPresale.at(-1) ?? -1;
    const inputs = inputsAt(eve.dataset, row);
    const { model, anchor } = comparablesFor(eve.baselines, inputs);
    expect(model).toBe(eve.baselines.presalePace);
    const presale = inputs.values[column('presale_total')] ?? Number.NaN;
    expect(anchor).toBeCloseTo(Math.log(Math.expm1(presale)), 9);
    // its films are those with presale, each with its own total over its own presale at that moment
    expect(model.source.length).toBe(withPresale.length);
    model.y.forEach((ratio, i) => {
      const own = Array.from(eve.dataset.films).indexOf(model.source[i] ?? -1);
      expect(ratio).toBeCloseTo(total(eve.dataset, own) - lnPresale(rowOf(eve.dataset.x, own)), 9);
    });
    const forecast = baselineTotals(eve.baselines, inputs).comparables - anchor;
    expect(forecast).toBeGreaterThanOrEqual(Math.min(...model.y));
    expect(forecast).toBeLessThanOrEqual(Math.max(...model.y));
  });

  it('doubles with presale where the film stays like the same others, and never caps a film that sells more than any', () => {
    const row = withPresale[50] ?? -1;
    const inputs = inputsAt(eve.dataset, row);
    const values = inputs.values.slice();
    // one hundred times the presale: films are compared within five deviations, and the ratio multiplies what is sold
    values[column('presale_total')] = (values[column('presale_total')] ?? 0) + Math.log(100);
    const [before, then] = [inputs, { ...inputs, values }].map((own) => baselineTotals(eve.baselines, own).comparables);
    expect((then ?? 0) - (before ?? 0)).toBeCloseTo(Math.log(100), 3);
  });

  it('leaves films without presale to the level of the market', () => {
    const row = Array.from(eve.dataset.films.keys()).find((at) => !withPresale.includes(at)) ?? -1;
    const inputs = inputsAt(eve.dataset, row);
    const chosen = comparablesFor(eve.baselines, inputs);
    expect(chosen).toEqual({ model: eve.baselines.comparables, anchor: inputs.anchor });
    expect(Number.isNaN(baselineTotals(eve.baselines, inputs).pooledLegs)).toBe(true);
  });

  it('is over once a day of release is known', () => {
    expect(after.baselines.presalePace).toBeUndefined();
    expect(eve.baselines.multiplier).toBeUndefined();
    expect(Number.isNaN(baselineTotals(eve.baselines, inputsAt(eve.dataset, 0)).multiplier)).toBe(true);
  });
});

describe('legs', () => {
  it('of the multiplier are the median of total over money so far among the films that are judged', () => {
    const { dataset, served } = after;
    const judged = Array.from(dataset.films.keys()).filter((row) => served[row]);
    const ratios = judged.map((row) => total(dataset, row) - Math.log(dataset.running[row] ?? 0));
    expect(after.baselines.multiplier?.logRatio).toBeCloseTo(median(ratios), 9);
    const inputs = inputsAt(dataset, 7);
    const { multiplier } = baselineTotals(after.baselines, inputs);
    expect(multiplier).toBeCloseTo(Math.log(inputs.running) + median(ratios), 9);
  });

  it('pooled by window, weekday, genre and size multiply money so far, and grow with it in proportion', () => {
    const inputs = inputsAt(after.dataset, 7);
    const twice = { ...inputs, running: 2 * inputs.running };
    const [once, then] = [inputs, twice].map((own) => baselineTotals(after.baselines, own).pooledLegs);
    expect((then ?? 0) - (once ?? 0)).toBeCloseTo(Math.log(2), 9);
  });
});

describe('baselines of films that were not learnt from', () => {
  it('exist for the later half alone, and are those of the models of an earlier fold', () => {
    for (const [name, own] of Object.entries(after.outOfFold)) {
      const told = Array.from(own.keys()).filter((row) => Number.isFinite(own[row]));
      expect(told.length).toBeGreaterThan(0.4 * own.length);
      expect(Math.min(...told)).toBeGreaterThan(0.4 * own.length);
      expect(name).toMatch(/comparables|multiplier|pooledLegs|catalogue/);
    }
    expect(Object.keys(after.outOfFold)).toHaveLength(4);
    expect(Object.keys(eve.outOfFold)).not.toContain('multiplier');
  });
});

describe('the file of baselines', () => {
  it('comes back as what was written, and says the same of every film', () => {
    const file = { films: [], origins: { 'T+0': eve.baselines, 'T+3': after.baselines } };
    const read = decodeComparables(encodeComparables(file));
    for (const [origin, own] of [
      ['T+0', eve],
      ['T+3', after],
    ] as const) {
      const restored = read.origins[origin];
      if (!restored) throw new Error(`${origin} is lost`);
      for (let row = 0; row < own.dataset.x.rows; row += 9) {
        const inputs = inputsAt(own.dataset, row);
        expect(baselineTotals(restored, inputs)).toEqual(baselineTotals(own.baselines, inputs));
      }
    }
    expect(encodeComparables(read)).toEqual(encodeComparables(file));
  });
});
