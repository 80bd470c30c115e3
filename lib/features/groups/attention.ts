import type { DailyMetric } from '../../film/film.ts';
import { type Column, defineGroup } from '../featureGroup.ts';
import type { Subject } from '../subject.ts';
import { Trend } from '../trend.ts';

/** Days of one measure before the view, latest first; NaN = unknown. */
type Days = Float64Array;

interface Attention {
  readonly subject: Subject;
  readonly days: (metric: DailyMetric) => Days;
}

/** Pace is looked at over two weeks. */
const HORIZON = 14;
const WEEK = 7;

function prepare(subject: Subject): Attention {
  const read = new Map<DailyMetric, Days>();
  return {
    subject,
    days: (metric) => {
      const known = read.get(metric);
      if (known !== undefined) return known;
      const { view, film } = subject;
      const days = Float64Array.from({ length: HORIZON }, (_, back) => view.daily(film, metric, view.today - 1 - back));
      read.set(metric, days);
      return days;
    },
  };
}

/** The latest known value of the last week; NaN when there is none. */
function latest(days: Days): number {
  return days.subarray(0, WEEK).find((value) => !Number.isNaN(value)) ?? Number.NaN;
}

/** The mean of the known values of the last week. */
function weekMean(days: Days): number {
  const known = days.subarray(0, WEEK).filter((value) => !Number.isNaN(value));
  return known.length === 0 ? Number.NaN : known.reduce((sum, value) => sum + value, 0) / known.length;
}

/** The sum of the known values; NaN when none is known. */
function knownSum(days: Days): number {
  const known = days.filter((value) => !Number.isNaN(value));
  return known.length === 0 ? Number.NaN : known.reduce((sum, value) => sum + value, 0);
}

/** Rise of ln(1 + value) per day over the last week. */
function pace(days: Days): number {
  const trend = new Trend();
  for (let back = 0; back < WEEK; back++) trend.add(-back, Math.log1p(days[back] as number));
  return trend.slope();
}

/** Everything that a running measure has come to before release, in natural logs. */
function logCumulative({ subject }: Attention, metric: DailyMetric): number {
  const { view, film, release } = subject;
  let sum = 0;
  let known = false;
  for (let day = release - PRESALE_HORIZON; day < Math.min(view.today, release); day++) {
    const value = view.daily(film, metric, day);
    if (Number.isNaN(value)) continue;
    sum += value;
    known = true;
  }
  return known ? Math.log1p(Math.max(0, sum)) : Number.NaN;
}

/** No presale begins earlier. */
const PRESALE_HORIZON = 45;

const column = (
  metric: DailyMetric,
  unit: string,
  en: string,
  zh: string,
  value: (days: Days, attention: Attention) => number,
): Column<Attention> => ({
  unit,
  source: `daily.csv ${metric}`,
  knownFrom: -7,
  en,
  zh,
  value: (attention) => value(attention.days(metric), attention),
});

const score = (id: 'director' | 'actor', zh: string): Column<Attention> => ({
  unit: 'score',
  source: `films.csv ${id}_score`,
  knownFrom: -7,
  en: `Score of the ${id}`,
  zh,
  value: ({ subject: { view, film } }) => (id === 'director' ? view.directorScore(film) : view.actorScore(film)),
});

const log = (days: Days) => Math.log1p(latest(days));

/** What people do and say before they can see the film: presale, want-to-see, talk, search, scores. */
export const ATTENTION = defineGroup<Attention>('attention', prepare, {
  presale_total: column(
    'presale_gross',
    'ln(1 + currency units)',
    'Presale before release so far',
    '累计预售额',
    (_, a) => logCumulative(a, 'presale_gross'),
  ),
  presale_to_market: column(
    'presale_gross',
    'ln ratio',
    'Presale so far against the market of the past year',
    '累计预售相对过去一年大盘',
    (_, a) => logCumulative(a, 'presale_gross') - a.subject.logMarketYear,
  ),
  presale_last_day: column(
    'presale_gross',
    'ln(1 + currency units)',
    'Presale of the last known day',
    '最近一日预售额',
    log,
  ),
  presale_pace: column('presale_gross', 'ln per day', 'Rise of daily presale over a week', '近一周日预售增速', pace),
  presale_last_share: column(
    'presale_gross',
    'ln ratio',
    'Presale of the last known day against two weeks',
    '最近一日预售相对近两周',
    (days) => Math.log1p(latest(days)) - Math.log1p(knownSum(days)),
  ),
  presale_tickets: column('presale_tickets', 'ln(1 + tickets)', 'Presale tickets so far', '累计预售张数', (_, a) =>
    logCumulative(a, 'presale_tickets'),
  ),
  presale_screenings: column('presale_screenings', 'ln(1 + shows)', 'Shows on sale', '在售场次', log),
  presale_per_screening: column(
    'presale_screenings',
    'ln(1 + currency units)',
    'Presale of the last known day per show on sale',
    '单场预售额',
    (shows, a) => Math.log1p(latest(a.days('presale_gross')) / latest(shows)),
  ),
  want_to_see: column('want_to_see', 'ln(1 + people)', 'People who want to see it', '想看人数', log),
  want_to_see_pace: column('want_to_see', 'ln per day', 'Rise of want-to-see over a week', '近一周想看增速', pace),
  social_heat: column('social_heat', 'ln(1 + index)', 'Social heat of the last known day', '最近一日社交热度', log),
  social_heat_week: column(
    'social_heat',
    'ln(1 + index)',
    'Mean social heat of the last week',
    '近一周平均社交热度',
    (days) => Math.log1p(weekMean(days)),
  ),
  social_heat_pace: column('social_heat', 'ln per day', 'Rise of social heat over a week', '近一周社交热度增速', pace),
  trailer_plays: column(
    'trailer_plays',
    'ln(1 + index)',
    'Trailer plays of the last known day',
    '最近一日预告片播放',
    log,
  ),
  sentiment: column('sentiment', '-1..1', 'Mean sentiment of the last week', '近一周平均情感', weekMean),
  sentiment_change: column(
    'sentiment',
    'difference',
    'Sentiment of the last known day against its week',
    '最近一日情感变化',
    (days) => latest(days) - weekMean(days),
  ),
  search_daily: column('search_index', 'ln(1 + index)', 'Daily search index', '每日搜索指数', log),
  search_pace: column(
    'search_index',
    'ln per day',
    'Rise of the daily search index over a week',
    '近一周搜索指数增速',
    pace,
  ),
  director_score: score('director', '导演评分'),
  actor_score: score('actor', '演员评分'),
});
