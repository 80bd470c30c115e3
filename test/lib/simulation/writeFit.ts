import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { yearOf } from '../../../lib/calendar/gregorian.ts';
import { SIMULATED_MARKETS, type SimulatedMarket } from '../../../lib/simulation/simulatedMarket.ts';
import { readRealHistory } from '../features/readRealHistory.ts';
import { type FilmRun, filmRuns } from './filmRuns.ts';
import { type FitColumn, type FitPanel, fitPicture } from './fitPicture.ts';
import { FIT_LEVELS, FIT_MEASURES, fitQuantiles } from './fitTable.ts';
import { FITTED_YEARS, type MarketFigures } from './realFigures.ts';
import { FITTED_SEEDS, figuresOf, meanFigures, oracleErrors, simulatedRuns } from './simulatedRuns.ts';

/**
 * Compares real markets with simulated ones: prints the quantiles and draws docs/simulation-fit.svg, and writes the
 * numbers between the marks of docs/simulation.md. `npm run simulation:fit`; needs the real data.
 */
const docs = path.resolve(import.meta.dirname, '../../../docs');
const FIRST_YEAR = { US: 2005, CN: 2011 } as const;
const AFTER_FIT = 2016;
const NAMES = { US: { en: 'United States', zh: '美国' }, CN: { en: 'China', zh: '中国' } } as const;
const FIGURES = [
  { en: 'Multiplier T+1', zh: '倍数法 T+1' },
  { en: 'Multiplier T+3', zh: '倍数法 T+3' },
  { en: 'Multiplier T+7', zh: '倍数法 T+7' },
  { en: 'Catalogue T-7', zh: '仅目录 T-7' },
  { en: 'Catalogue T+0', zh: '仅目录 T+0' },
] as const;

const lines: string[] = [];
const columns: FitColumn[] = [];
for (const market of SIMULATED_MARKETS) columns.push(await compare(market));
const page = path.join(docs, 'simulation.md');
const text = readFileSync(page, 'utf8');
const from = text.indexOf('<!-- figures -->') + '<!-- figures -->'.length;
const to = text.indexOf('<!-- end of figures -->');
writeFileSync(page, `${text.slice(0, from)}\n${lines.join('\n')}\n${text.slice(to)}`);
writeFileSync(path.join(docs, 'simulation-fit.svg'), fitPicture(columns));
process.stdout.write(`${lines.join('\n')}\n`);

async function compare(market: SimulatedMarket): Promise<FitColumn> {
  const { films, rows } = await readRealHistory(market);
  const all = filmRuns(market, films, rows);
  const real = all.filter(({ release }) => yearOf(release) >= FIRST_YEAR[market] && yearOf(release) < AFTER_FIT);
  const worlds = FITTED_SEEDS.map((seed) => simulatedRuns(market, seed));
  const simulated = worlds.flatMap(({ runs }) => runs);
  const { en, zh } = NAMES[market];
  lines.push('', `### ${en} ${zh}`, '', ...quantileTable(real, simulated));
  const realFigures = figuresOf(all, FITTED_YEARS);
  const later = figuresOf(all, { from: 2016, to: 2017 });
  const figures = meanFigures(worlds.map(({ runs }) => figuresOf(runs, FITTED_YEARS)));
  const oracle = worlds.map((world) => oracleErrors(world, FITTED_YEARS).medianApe);
  const ceiling = oracle.reduce((sum, value) => sum + value, 0) / oracle.length;
  lines.push('', ...figureTable(realFigures, figures, later, ceiling));
  return {
    title: { en: `${en} (${real.length} / ${simulated.length} films)`, zh },
    panels: [...quantilePanels(market, real, simulated), figurePanel(realFigures, figures)],
  };
}

function quantileTable(real: readonly FilmRun[], simulated: readonly FilmRun[]): readonly string[] {
  const levels = FIT_LEVELS.map((level) => `${100 * level} %`);
  const cells = (runs: readonly FilmRun[], of: (run: FilmRun) => number) =>
    fitQuantiles(runs, of).map((value) => value.toFixed(2));
  return [
    `| ln of | | ${levels.join(' | ')} |`,
    `|---|---|${levels.map(() => '---:').join('|')}|`,
    ...FIT_MEASURES.flatMap(({ en, zh, of }) => [
      `| ${en} ${zh} | real 真实 | ${cells(real, of).join(' | ')} |`,
      `| | simulated 模拟 | ${cells(simulated, of).join(' | ')} |`,
    ]),
  ];
}

function figureTable(real: MarketFigures, simulated: MarketFigures, later: MarketFigures, ceiling: number) {
  const row = (name: string, { multiplier, catalogue }: MarketFigures) =>
    `| ${name} | ${[...multiplier, ...catalogue].map((value) => value.toFixed(3)).join(' | ')} |`;
  return [
    '| | multiplier RMSE(ln) T+1 | T+3 | T+7 | catalogue median APE T-7 | T+0 |',
    '|---|---:|---:|---:|---:|---:|',
    row('real 真实 2012-2015', real),
    row('simulated 模拟', simulated),
    row('real 真实 2016-2017 (not fitted 未用于拟合)', later),
    '',
    `Ceiling: catalogue and hidden appeal, T-7, median APE ${ceiling.toFixed(3)}. 上限:目录加隐藏吸引力,T-7,中位 APE ${ceiling.toFixed(3)}。`,
  ];
}

function quantilePanels(
  market: SimulatedMarket,
  real: readonly FilmRun[],
  simulated: readonly FilmRun[],
): readonly FitPanel[] {
  const unit = market === 'US' ? '$' : '¥';
  const money = (value: number) =>
    `${unit}${value >= 1e9 ? `${value / 1e9}B` : value >= 1e6 ? `${value / 1e6}M` : `${value / 1e3}k`}`;
  const rows = (ids: readonly string[]) =>
    FIT_MEASURES.filter(({ id }) => ids.includes(id)).map(({ en, zh, of }) => ({
      label: { en, zh },
      real: fitQuantiles(real, of).map(Math.exp),
      simulated: fitQuantiles(simulated, of).map(Math.exp),
    }));
  const panel = (title: FitPanel['title'], ids: readonly string[], format: FitPanel['format']): FitPanel => ({
    ...{ title, format, scale: 'log', rows: rows(ids) },
  });
  return [
    panel({ en: 'Size', zh: '规模' }, ['total', 'opening'], money),
    panel({ en: 'Multipliers', zh: '倍数' }, ['over-1', 'over-3', 'over-7'], (value) => `×${value}`),
    panel(
      { en: 'A day and a week against the one before', zh: '环比' },
      ['day-2', 'week-2', 'week-3', 'week-4', 'week-5'],
      (value) => `${Math.round(100 * value)} %`,
    ),
  ];
}

function figurePanel(real: MarketFigures, simulated: MarketFigures): FitPanel {
  const values = ({ multiplier, catalogue }: MarketFigures) => [...multiplier, ...catalogue];
  const [reals, simulateds] = [values(real), values(simulated)];
  return {
    title: { en: 'How hard: RMSE of ln (multiplier), median APE (catalogue)', zh: '难度' },
    scale: 'linear',
    format: (value) => value.toFixed(1),
    rows: FIGURES.map((label, i) => ({ label, real: [reals[i] ?? 0], simulated: [simulateds[i] ?? 0] })),
  };
}
