import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { IntegrityNorms } from '../../../lib/integrity/assessIntegrity.ts';
import { FAKE_STYLES } from '../../../lib/simulation/shows/fakeStyles.ts';
import { JUDGING_SEEDS, MOST_SHOWS } from './goal.ts';
import { integrityPicture } from './integrityPicture.ts';
import { drawnWorth, type Measured, type MeasuredDay, measure, scoreOf, simulatedNorms } from './measure.ts';
import { attentionScore, ratingScore } from './otherScores.ts';

/**
 * Measures the integrity rules on simulated films that they were not tuned on: draws docs/integrity.svg and writes the
 * tables between the marks of docs/integrity.md.
 */
const docs = path.resolve(import.meta.dirname, '../../../docs');
const SEEDS = JUDGING_SEEDS;
const GOAL = 0.05;

const norms = simulatedNorms('CN');
const market = measure('CN', SEEDS, norms, { worth: 'market', mostShows: MOST_SHOWS });
const purchases = measure('CN', SEEDS, norms, {
  worth: (filmId) => atLeastGoal(drawnWorth(SEEDS[0])(filmId)),
  of: 'purchase',
  mostShows: MOST_SHOWS,
});
const days = measure('CN', SEEDS, norms, { worth: drawnWorth(SEEDS[1]), of: 'day', mostShows: MOST_SHOWS });
const lines = [...overall(), '', ...byStyle(), '', ...bySize(), '', ...others(norms)];
const page = path.join(docs, 'integrity.md');
const text = readFileSync(page, 'utf8');
const from = text.indexOf('<!-- figures -->') + '<!-- figures -->'.length;
const to = text.indexOf('<!-- end of figures -->');
writeFileSync(page, `${text.slice(0, from)}\n${lines.join('\n')}\n${text.slice(to)}`);
writeFileSync(path.join(docs, 'integrity.svg'), integrityPicture([purchases, days]));
process.stdout.write(`${lines.join('\n')}\n`);

function atLeastGoal(worth: number): number {
  return worth === 0 ? 0 : Math.max(GOAL, worth);
}

function overall(): readonly string[] {
  const rows = [
    ['bought by the market itself 市场自身作假', market],
    ['planted, a purchase worth 5-70 % of presale 植入,占全部预售 5–70 %', purchases],
    ['planted, 2-70 % of each day 植入,占每日 2–70 %', days],
  ] as const;
  return [
    '| simulated China 模拟中国市场 | detail 粒度 | days with fakes >= 5 % 作假日 | recall 召回 | honest days 正常日 | false positives 误报 | distortion cut 失真降低 |',
    '|---|---|---:|---:|---:|---:|---:|',
    ...rows.flatMap(([name, { shows, daily }]) => [
      scoreRow(name, 'shows 场次', shows),
      scoreRow('', 'daily 日行', daily),
    ]),
  ];
}

function scoreRow(name: string, detail: string, measured: readonly MeasuredDay[]): string {
  const { days, recall, honestDays, falsePositives, distortionCut } = scoreOf(measured);
  const cells = [days, percent(recall), honestDays, percent(falsePositives), percent(distortionCut)];
  return `| ${name} | ${detail} | ${cells.join(' | ')} |`;
}

function byStyle(): readonly string[] {
  const all = (pick: (measured: Measured) => readonly MeasuredDay[]) => [...pick(market), ...pick(purchases)];
  const [shows, daily] = [all((one) => one.shows), all((one) => one.daily)];
  return [
    '| way of buying 手法 | days 日数 | recall, shows 场次 | distortion cut 失真降低 | recall, daily rows 日行 | recall of given back 退票日 |',
    '|---|---:|---:|---:|---:|---:|',
    ...FAKE_STYLES.map((style) => {
      const own = shows.filter((day) => day.style === style && day.worth >= GOAL);
      const score = scoreOf(own);
      const rows = scoreOf(daily.filter((day) => day.style === style && day.worth >= GOAL));
      const back = scoreOf(own.filter((day) => day.back));
      const cells = [percent(score.recall), percent(score.distortionCut), percent(rows.recall), percent(back.recall)];
      return `| ${style} | ${score.days} | ${cells.join(' | ')} |`;
    }),
  ];
}

function bySize(): readonly string[] {
  const bounds = [0, 30, 100, 300, 1_000, Number.POSITIVE_INFINITY];
  return [
    '| bought tickets of the day 当日买票 | days 日数 | recall, shows 场次召回 |',
    '|---|---:|---:|',
    ...bounds.slice(1).map((most, i) => {
      const least = bounds[i] as number;
      const own = [...purchases.shows, ...days.shows].filter(({ fakeTickets }) => {
        const size = Math.abs(fakeTickets);
        return size >= least && size < most;
      });
      const { days: count, recall } = scoreOf(own);
      return `| ${least} - ${Number.isFinite(most) ? most : ''} | ${count} | ${percent(recall)} |`;
    }),
  ];
}

function others(usual: IntegrityNorms): readonly string[] {
  const rows = [
    ['want-to-see 想看', attentionScore('want_to_see', SEEDS, usual)],
    ['heat 热度', attentionScore('social_heat', SEEDS, usual)],
    ['ratings 评分', ratingScore(SEEDS)],
  ] as const;
  return [
    '| other signals 其他信号 | days with fakes >= 5 % 作假日 | recall 召回 | honest days 正常日 | false positives 误报 | distortion cut 失真降低 |',
    '|---|---:|---:|---:|---:|---:|',
    ...rows.map(([name, { days: count, recall, honestDays, falsePositives, distortionCut }]) => {
      const cells = [count, percent(recall), honestDays, percent(falsePositives), percent(distortionCut)];
      return `| ${name} | ${cells.join(' | ')} |`;
    }),
  ];
}

function percent(share: number): string {
  return Number.isNaN(share) ? '-' : `${(100 * share).toFixed(1)} %`;
}
