import { beforeAll, describe, expect, it } from 'vitest';
import { ablate, ablationParts } from '../../../lib/evaluation/ablation.ts';
import { ablationChart } from '../../../lib/evaluation/ablationChart.ts';
import { type AblatedFilm, type AblationReport, ablationReport } from '../../../lib/evaluation/ablationReport.ts';
import type { BacktestOptions } from '../../../lib/evaluation/rollOrigins.ts';
import { FEATURES } from '../../../lib/features/catalogue.ts';
import { parseDay } from '../../../lib/film/day.ts';
import type { FilmInputs } from '../../../lib/forecast/filmInputs.ts';
import { buildMarketHistory } from '../../../lib/signals/marketHistory.ts';
import { GROUP_NAMES, hideGroups } from '../../../lib/training/hideGroups.ts';
import { textsOfXml } from '../charts/wellFormed.ts';
import { inventHistory } from '../features/inventHistory.ts';

describe('the report of an ablation', () => {
  const parts = [
    { kind: 'model', name: 'ridge' },
    { kind: 'group', name: 'talent' },
    { kind: 'group', name: 'previews' },
  ] as const;
  const film = (whole: number, without: readonly number[]): AblatedFilm => ({ origin: 3, actual: 100, whole, without });

  it('gives the change worked out by hand, above zero where the part helps', () => {
    const double = [film(200, [400, 100, Number.NaN]), film(50, [25, 100, Number.NaN])];
    const { whole, parts: told } = ablationReport('US', parts, double);
    // errors of ln 2 each; of ln 4 each without the first part, none without the second
    expect(whole['T+3']?.logRmse).toBeCloseTo(Math.LN2, 12);
    expect(told[0]?.origins['T+3']?.logRmse.difference).toBeCloseTo(Math.LN2, 12);
    expect(told[0]?.origins['T+3']?.relative).toBeCloseTo(1, 12);
    expect(told[1]?.origins['T+3']?.logRmse.difference).toBeCloseTo(-Math.LN2, 12);
    expect(told[2]?.origins).toEqual({});
  });

  it('defect 5: one striking success proves nothing: its interval holds zero, that of many small ones does not', () => {
    const worth = (without: (at: number) => number) => {
      const films = Array.from({ length: 60 }, (_, at) => film(100 + (at % 7), [without(at), 1, 1]));
      return ablationReport('US', parts, films).parts[0]?.origins['T+3'];
    };
    const single = worth((at) => (at === 0 ? 900 : 100 + (at % 7)));
    expect([single?.n, single?.logRmse.lower]).toEqual([60, 0]);
    expect(single?.logRmse.difference).toBeGreaterThan(0);
    const many = worth((at) => 110 + (at % 7));
    expect(many?.logRmse.lower).toBeGreaterThan(0);
    // a claim is told with the films it rests on and the interval, never as a bare figure
    expect(Object.keys(single?.logRmse ?? {}).sort()).toEqual(['difference', 'lower', 'upper']);
  });

  it('says of a part that does nothing that it changes nothing', () => {
    const films = [80, 120, 95].map((whole) => film(whole, [whole, whole, whole]));
    for (const { origins } of ablationReport('US', parts, films).parts) {
      expect(origins['T+3']?.logRmse).toEqual({ difference: 0, lower: 0, upper: 0 });
    }
  });

  it('is drawn as well-formed SVG with the name of each part in both languages', () => {
    const films = [80, 120, 95].map((whole) => film(whole, [whole * 1.1, whole, whole * 0.9]));
    const texts = textsOfXml(ablationChart([ablationReport('US', parts, films)]));
    for (const text of ['Ridge 岭回归', 'Talent and distributor 主创与发行', 'US']) expect(texts).toContain(text);
  });
});

describe('inputs with a group hidden', () => {
  const inputs = { values: Float32Array.from(FEATURES, (_, at) => at), anchor: 12 } as unknown as FilmInputs;

  it('know nothing of the group and everything else, and leave the original alone', () => {
    const hidden = hideGroups(inputs, ['talent']).values;
    for (const [at, { group }] of FEATURES.entries()) expect(Number.isNaN(hidden[at])).toBe(group === 'talent');
    expect(inputs.values.some((value) => Number.isNaN(value))).toBe(false);
    expect(hideGroups(inputs, [])).toBe(inputs);
  });

  it('cannot hide a group that does not exist', () => {
    expect(() => hideGroups(inputs, ['weather'])).toThrow(RangeError);
  });
});

describe('an ablation', () => {
  const { films, rows } = inventHistory('US', 5, 330);
  const history = buildMarketHistory('US', films, rows);
  const options: BacktestOptions = {
    ...{ testFrom: parseDay('2016-12-15'), testUntil: parseDay('2017-03-01') },
    ...{ origins: [3], refit: 'once', models: ['boosting', 'extraTrees'] },
  };
  const parts = [
    { kind: 'model', name: 'boosting' },
    { kind: 'group', name: 'previews' },
    { kind: 'group', name: 'calendarRun' },
  ] as const;
  const messages: string[] = [];
  let report: AblationReport;
  beforeAll(async () => {
    report = await ablate(history, options, parts, ({ message }) => messages.push(message));
  });

  it('of features that no film has changes nothing, to the last digit', () => {
    // the invented US market shows no previews
    expect(report.parts[1]?.origins['T+3']?.logRmse).toEqual({ difference: 0, lower: 0, upper: 0 });
  });

  it('of features and models that films differ by changes their forecasts', () => {
    for (const part of [0, 2]) expect(report.parts[part]?.origins['T+3']?.logRmse.difference).not.toBe(0);
    expect(report.whole['T+3']?.n).toBeGreaterThan(8);
  });

  it('trains once with everything and once per group, and says so', () => {
    expect(messages).toEqual([
      'US 2016-12-15 everything',
      'US 2016-12-15 without previews',
      'US 2016-12-15 without calendarRun',
    ]);
  });

  it('can leave out each of several models and each group of the catalogue, never the only model', () => {
    expect(ablationParts(['ridge', 'boosting'])).toHaveLength(2 + GROUP_NAMES.length);
    expect(ablationParts(['ridge']).some(({ kind }) => kind === 'model')).toBe(false);
    expect(new Set(GROUP_NAMES)).toEqual(new Set(FEATURES.map(({ group }) => group)));
  });
});
