import type { DailyMetric } from '../../film/film.ts';
import { type Column, defineGroup } from '../featureGroup.ts';
import { HEAT_SO_FAR, WANT_TO_SEE } from '../market/earlySignals.ts';
import { expectedTotal } from '../market/expectation.ts';
import { type Standing, standing } from '../market/peers.ts';
import { logCount, sumBeforeRelease } from '../ownSignals.ts';
import * as recent from '../recentDays.ts';
import type { Subject } from '../subject.ts';

interface Attention {
  readonly subject: Subject;
  readonly days: (metric: DailyMetric) => recent.RecentDays;
  readonly want: Standing;
  readonly heat: Standing;
}

function prepare(subject: Subject): Attention {
  const origin = Math.min(0, subject.origin);
  return {
    subject,
    days: recent.recentDaysOf(subject),
    want: standing(subject, WANT_TO_SEE, origin),
    heat: standing(subject, HEAT_SO_FAR, origin),
  };
}

const column = (
  metric: DailyMetric,
  unit: string,
  en: string,
  zh: string,
  value: (days: recent.RecentDays, attention: Attention) => number,
): Column<Attention> => ({
  unit,
  source: `daily.csv ${metric}`,
  knownFrom: -7,
  en,
  zh,
  value: (attention) => value(attention.days(metric), attention),
});

const peers = (
  metric: DailyMetric,
  unit: string,
  en: string,
  zh: string,
  value: (attention: Attention) => number,
): Column<Attention> => ({
  unit,
  source: `daily.csv ${metric} of this and earlier films`,
  knownFrom: -7,
  en,
  zh,
  value,
});

const score = (id: 'director' | 'actor', zh: string): Column<Attention> => ({
  unit: 'score',
  source: `films.csv ${id}_score`,
  knownFrom: -7,
  en: `Score of the ${id}`,
  zh,
  value: ({ subject: { view, film } }) => (id === 'director' ? view.directorScore(film) : view.actorScore(film)),
});

const log = (days: recent.RecentDays) => Math.log1p(recent.latest(days));

const soFar =
  (metric: DailyMetric) =>
  (_: recent.RecentDays, { subject: { view, film } }: Attention) =>
    logCount(sumBeforeRelease(view, film, metric));

/** What people do and say before they can see the film: want-to-see, talk, trailers, search, scores. */
export const ATTENTION = defineGroup<Attention>('attention', prepare, {
  want_to_see: column('want_to_see', 'ln(1 + people)', 'People who want to see it', '想看人数', log),
  want_to_see_growth: column(
    'want_to_see',
    'ln ratio',
    'Want-to-see of yesterday against the day before',
    '昨日想看人数环比前一日',
    recent.dayGrowth,
  ),
  want_to_see_pace: column(
    'want_to_see',
    'ln per day',
    'Rise of want-to-see over a week',
    '近一周想看增速',
    recent.pace,
  ),
  want_to_see_rank: peers(
    'want_to_see',
    'share',
    'Rank of want-to-see among the films of the past year at the same days to release',
    '同期想看人数在过去一年影片中的排位',
    (a) => a.want.rank,
  ),
  want_to_see_relative: peers(
    'want_to_see',
    'ln ratio',
    'Want-to-see against the films of the past year at the same days to release',
    '同期想看人数相对过去一年影片',
    (a) => a.want.relative,
  ),
  want_to_see_expected_total: peers(
    'want_to_see',
    'ln currency units',
    'Total that earlier films of such a want-to-see came to',
    '按历史想看转化推算的总票房',
    (a) => expectedTotal(a.subject, WANT_TO_SEE),
  ),
  social_heat: column('social_heat', 'ln(1 + index)', 'Social heat of the last known day', '最近一日社交热度', log),
  social_heat_total: column(
    'social_heat',
    'ln(1 + index)',
    'Social heat before release so far',
    '累计社交热度',
    soFar('social_heat'),
  ),
  social_heat_week: column(
    'social_heat',
    'ln(1 + index)',
    'Mean social heat of the last week',
    '近一周平均社交热度',
    (days) => Math.log1p(recent.weekMean(days)),
  ),
  social_heat_mean_3: column(
    'social_heat',
    'ln(1 + index)',
    'Mean social heat of the last three days',
    '近三日平均社交热度',
    (days) => Math.log1p(recent.threeDayMean(days)),
  ),
  social_heat_deviation_3: column(
    'social_heat',
    'ratio',
    'Deviation of social heat over the last three days, against their mean',
    '近三日社交热度离散度',
    recent.threeDayDeviation,
  ),
  social_heat_growth: column(
    'social_heat',
    'ln ratio',
    'Social heat of yesterday against the day before',
    '昨日社交热度环比前一日',
    recent.dayGrowth,
  ),
  social_heat_pace: column(
    'social_heat',
    'ln per day',
    'Rise of social heat over a week',
    '近一周社交热度增速',
    recent.pace,
  ),
  social_heat_relative: peers(
    'social_heat',
    'ln ratio',
    'Social heat so far against the films of the past year at the same days to release',
    '同期累计社交热度相对过去一年影片',
    (a) => a.heat.relative,
  ),
  trailer_plays: column(
    'trailer_plays',
    'ln(1 + index)',
    'Trailer and short-video plays of the last known day',
    '最近一日预告片与短视频播放',
    log,
  ),
  trailer_plays_total: column(
    'trailer_plays',
    'ln(1 + index)',
    'Trailer and short-video plays before release so far',
    '累计预告片与短视频播放',
    soFar('trailer_plays'),
  ),
  trailer_plays_pace: column(
    'trailer_plays',
    'ln per day',
    'Rise of trailer and short-video plays over a week',
    '近一周预告片与短视频播放增速',
    recent.pace,
  ),
  sentiment: column('sentiment', '-1..1', 'Mean sentiment of the last week', '近一周平均情感', recent.weekMean),
  sentiment_change: column(
    'sentiment',
    'difference',
    'Sentiment of the last known day against its week',
    '最近一日情感变化',
    (days) => recent.latest(days) - recent.weekMean(days),
  ),
  search_daily: column('search_index', 'ln(1 + index)', 'Daily search index', '每日搜索指数', log),
  search_pace: column(
    'search_index',
    'ln per day',
    'Rise of the daily search index over a week',
    '近一周搜索指数增速',
    recent.pace,
  ),
  director_score: score('director', '导演评分'),
  actor_score: score('actor', '演员评分'),
});
