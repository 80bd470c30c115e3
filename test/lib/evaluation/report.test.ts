import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorChart } from '../../../lib/evaluation/errorChart.ts';
import { measureSizes, measureWindows } from '../../../lib/evaluation/filmGroups.ts';
import { marketReport } from '../../../lib/evaluation/marketReport.ts';
import type { Prediction } from '../../../lib/evaluation/prediction.ts';
import { predictionsCsv } from '../../../lib/evaluation/predictionsCsv.ts';
import { refitDays } from '../../../lib/evaluation/refitDays.ts';
import { formatDay, parseDay } from '../../../lib/film/day.ts';
import type { Quantiles } from '../../../lib/forecast/quantiles.ts';
import { textsOfXml } from '../charts/wellFormed.ts';

const around = (p50: number): Quantiles => ({
  ...{ p05: p50 / 4, p10: p50 / 3, p25: p50 / 2, p50, p75: p50 * 2, p90: p50 * 3, p95: p50 * 4 },
});
const prediction = (change: Partial<Prediction> = {}): Prediction => ({
  ...{ filmId: 'rl1', market: 'US', releaseDate: parseDay('2016-12-16'), origin: 3 },
  ...{ asOf: Date.parse('2016-12-19T05:00:00Z'), stack: around(100), models: { ridge: around(90) } },
  ...{ baselines: { comparables: around(80), multiplier: around(70) }, actual: 100, served: true, artifact: 'abc' },
  ...change,
});

describe('refit days', () => {
  const days = (from: string, first: string, last: string, rhythm: 'yearly' | 'once') =>
    refitDays(parseDay(from), parseDay(first), parseDay(last), rhythm).map(formatDay);

  it('are test-from and its anniversaries', () => {
    expect(days('2016-01-01', '2016-01-01', '2018-01-07', 'yearly')).toEqual([
      '2016-01-01',
      '2017-01-01',
      '2018-01-01',
    ]);
  });

  it('begin a year earlier where a forecast is made before test-from', () => {
    expect(days('2016-01-01', '2015-12-25', '2016-06-01', 'yearly')).toEqual(['2015-01-01', '2016-01-01']);
    expect(days('2016-01-01', '2015-12-25', '2018-06-01', 'once')).toEqual(['2015-01-01', '2016-01-01']);
  });

  it('know leap years', () => {
    expect(days('2016-02-29', '2016-02-29', '2018-03-01', 'yearly')).toEqual([
      '2016-02-29',
      '2017-02-28',
      '2018-02-28',
    ]);
  });
});

describe('predictions as CSV', () => {
  it('have exactly the promised columns, one row per film and origin, money in currency units', () => {
    const [header, row, end] = predictionsCsv([prediction()]).split('\n');
    expect(header).toBe('film_id,market,release_date,origin,as_of,p05,p10,p25,p50,p75,p90,p95,actual,artifact');
    expect(row).toBe('rl1,US,2016-12-16,T+3,2016-12-19T05:00:00.000Z,25,33.333333333333336,50,100,200,300,400,100,abc');
    expect(end).toBe('');
  });

  it('quote ids, and never let one be read as a formula', () => {
    expect(predictionsCsv([prediction({ filmId: 'a,"b"' })])).toContain('"a,""b""",US');
    expect(predictionsCsv([prediction({ filmId: '=SUM(A1)' })])).toContain("'=SUM(A1),US");
  });
});

describe('the report of a market', () => {
  it('has the promised shape, by origin, for all films and the standard ones', () => {
    const eve = prediction({ origin: 0, baselines: { comparables: around(80) } });
    const report = marketReport('US', [prediction(), prediction({ filmId: 'rl2', served: false, actual: 50 }), eve]);
    expect(Object.keys(report)).toEqual(['population', 'all', 'standard']);
    expect(Object.keys(report.all)).toEqual(['T+0', 'T+3']);
    expect(Object.keys(report.standard['T+3'] ?? {})).toEqual(
      expect.arrayContaining(['n', 'stack', 'models', 'baselines', 'coverage', 'against', 'sizes', 'windows']),
    );
    expect(report.standard['T+3']?.n).toBe(1);
    expect(report.all['T+3']?.n).toBe(2);
    expect(report.all['T+3']?.models.ridge?.logRmse).toBeGreaterThan(0);
    expect(report.standard['T+0']?.baselines.multiplier).toBeNull();
    const { logRmse, ...others } = report.standard['T+3']?.stack ?? { logRmse: Number.NaN };
    expect(logRmse).toBe(0);
    expect(Object.keys(others).sort()).toEqual([
      ...[
        'coverage50',
        'coverage80',
        'coverage90',
        'crps',
        'mape',
        'medianApe',
        'width50',
        'width80',
        'width90',
        'within25',
      ],
    ]);
  });

  it('defect 6: states the honest figures: median error, coverage and width, of every method, by size', () => {
    const films = Array.from({ length: 9 }, (_, i) =>
      prediction({ filmId: `rl${i}`, stack: around(100 * (i + 1)), actual: 90 * (i + 1) }),
    );
    const { sizes, stack, baselines } = marketReport('US', films).standard['T+3'] ?? {};
    expect(stack?.medianApe).toBeCloseTo(10 / 90, 12);
    expect(stack?.logRmse).toBeCloseTo(Math.log(10 / 9), 12);
    expect(stack?.width90).toBeCloseTo(Math.log(16), 12);
    for (const name of ['comparables', 'multiplier'] as const) expect(baselines?.[name]?.medianApe).toBeGreaterThan(0);
    expect(Object.values(sizes ?? {}).map(({ n, from, to }) => [n, from, to])).toEqual([
      [3, 100, 300],
      [3, 400, 600],
      [3, 700, 900],
    ]);
    for (const own of Object.values(sizes ?? {})) expect(own.baselines.comparables.medianApe).toBeGreaterThan(0);
  });

  it('defect 3: an error is that of the forecast that was made, not of the edge of its interval that came nearest', () => {
    // the upper end of the 50 % interval is exactly right, and the forecast is one half off
    const film = prediction({ stack: around(100), actual: 200 });
    const { stack, coverage } = marketReport('US', [film]).standard['T+3'] ?? {};
    expect(stack?.medianApe).toBe(0.5);
    expect(stack?.mape).toBe(0.5);
    expect(coverage?.[50].coverage).toBe(1);
  });

  it('compares the stack with the trade film by film', () => {
    const films = Array.from({ length: 30 }, (_, i) => prediction({ filmId: `rl${i}`, actual: 95 + (i % 11) }));
    const { against } = marketReport('US', films).standard['T+3'] ?? {};
    expect(against?.comparables.n).toBe(30);
    expect(against?.comparables.logRmse.upper).toBeLessThan(0);
    expect(against?.multiplier?.medianApe.upper).toBeLessThan(0);
    const eve = prediction({ origin: 0, baselines: { comparables: around(80) } });
    expect(marketReport('US', [eve]).standard['T+0']?.against.multiplier).toBeNull();
  });
});

describe('groups of films', () => {
  it('are by size of the forecast: what came of the films cannot move them (seed 5)', () => {
    const forecasts = fc.array(fc.tuple(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 1000 })), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(forecasts, (films) => {
        const sizes = (actual: (film: readonly [number, number]) => number) =>
          Object.entries(
            measureSizes(
              films.map((film, i) => prediction({ filmId: `f${i}`, stack: around(film[0]), actual: actual(film) })),
            ),
          ).map(([size, { n, from, to }]) => [size, n, from, to]);
        expect(sizes(([, came]) => came)).toEqual(sizes(() => 77));
        expect(sizes(() => 77).reduce((sum, size) => sum + Number(size[1]), 0)).toBe(films.length);
      }),
      { seed: 5, numRuns: 100 },
    );
  });

  it('are by release window, in both languages, and films outside all windows stand together', () => {
    const on = (day: string, filmId: string) => prediction({ filmId, releaseDate: parseDay(day) });
    const windows = measureWindows([on('2016-12-23', 'a'), on('2016-12-25', 'b'), on('2016-03-11', 'c')]);
    expect(Object.keys(windows)).toEqual(['christmas', 'ordinary']);
    expect(windows['christmas']).toMatchObject({ n: 2, name: { en: 'Christmas', zh: '圣诞档' } });
    expect(windows['ordinary']?.name.zh).toBe('非档期');
  });
});

describe('the picture of a report', () => {
  const films = Array.from({ length: 20 }, (_, i) => prediction({ filmId: `f${i}`, actual: 80 + 3 * i }));
  const eves = films.map((film) => ({ ...film, origin: 0, baselines: { comparables: around(80) } }));
  const texts = textsOfXml(errorChart({ US: marketReport('US', [...eves, ...films]) }));

  it('is well-formed SVG that shows every method at every origin, in both languages', () => {
    for (const text of [
      'T+0',
      'T+3',
      'Stack 组合预测',
      'Ridge 岭回归',
      'Comparables 对标影片',
      'Multiplier 票房倍数',
    ]) {
      expect(texts).toContain(text);
    }
    expect(texts.filter((text) => text.startsWith('Coverage'))).toEqual(['Coverage of the intervals  区间覆盖率']);
    // escaped in the file, and itself again for the reader
    expect(texts).toContain('opening_theaters >= 600; days before the origin present');
    expect(texts).not.toContain('Pooled legs 分组倍数');
  });

  it('leaves out a market without films', () => {
    expect(textsOfXml(errorChart({ CN: marketReport('CN', []) })).some((text) => text.startsWith('CN'))).toBe(false);
  });
});
