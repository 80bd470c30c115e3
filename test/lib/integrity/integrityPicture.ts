import { FAINT, text } from '../../../lib/charts/frame.ts';
import { legend } from '../../../lib/charts/legend.ts';
import { linePanel } from '../../../lib/charts/linePanel.ts';
import { MAIN_MARK, sideMark } from '../../../lib/charts/marks.ts';
import { svgFile } from '../../../lib/charts/svg.ts';
import type { Measured, MeasuredDay } from './measure.ts';

/** Bounds of the worths that are shown together: bought tickets over all of a film's day. */
const WORTHS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 1] as const;
const [WIDTH, HEIGHT, MARGIN] = [1_000, 400, 20];
const SHOWS = { label: { en: 'with single shows', zh: '有单场明细' }, mark: MAIN_MARK };
const DAILY = { label: { en: 'daily rows alone', zh: '仅日行' }, mark: sideMark(0) };

/** Recall against what fakes were worth, and how many honest days are accused. */
export function integrityPicture(measured: readonly Measured[]): string {
  const shows = measured.flatMap((one) => one.shows);
  const daily = measured.flatMap((one) => one.daily);
  const title = 'Fakes found in simulated presale  模拟预售中的作假识别';
  const box = { y: 70, width: (WIDTH - 3 * MARGIN) * 0.68, height: HEIGHT - 90 };
  const places = WORTHS.slice(1).map((most, i) => `${100 * (WORTHS[i] as number)}-${100 * most} %`);
  const recall = linePanel(
    {
      title: { en: 'Recall by worth of the day', zh: '按当日作假占比的召回率' },
      ...{ places, y: [0, 1], format: percent },
      series: [
        { ...DAILY, values: recallOf(daily) },
        { ...SHOWS, values: recallOf(shows) },
      ],
    },
    { x: MARGIN, ...box },
  );
  const accused = linePanel(
    {
      title: { en: 'False positives', zh: '误报' },
      ...{ places: ['honest days 正常日'], y: [0, 0.03], format: percent },
      series: [
        { ...DAILY, values: [accusedOf(daily)] },
        { ...SHOWS, values: [accusedOf(shows)] },
      ],
    },
    { x: MARGIN + box.width + MARGIN, ...box, width: (WIDTH - 3 * MARGIN) * 0.32 },
  );
  return svgFile(WIDTH, HEIGHT, title, [
    text(MARGIN, 28, title, { size: 18, bold: true }),
    ...legend([SHOWS, DAILY], MARGIN, 38, 420, 2).drawn,
    text(MARGIN + 440, 51, 'simulated, China; nothing real  模拟(中国),非真实影片', { color: FAINT }),
    ...recall,
    ...accused,
  ]);
}

function recallOf(days: readonly MeasuredDay[]): readonly (number | null)[] {
  return WORTHS.slice(1).map((most, i) => {
    const own = days.filter(({ worth }) => worth >= (WORTHS[i] as number) && worth < most);
    return own.length === 0 ? null : own.filter(({ found }) => found).length / own.length;
  });
}

function accusedOf(days: readonly MeasuredDay[]): number {
  const honest = days.filter(({ fakeTickets }) => fakeTickets === 0);
  return honest.filter(({ found }) => found).length / honest.length;
}

const percent = (value: number) => `${Number((100 * value).toFixed(1))} %`;
