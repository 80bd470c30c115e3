import { type Column, defineGroup } from '../featureGroup.ts';
import { logMoney } from '../logMoney.ts';
import { referenceLevel } from '../market/referenceLevel.ts';
import type { Subject } from '../subject.ts';

/** The market around the film; natural logs of currency units unless said otherwise. */
interface Market {
  readonly subject: Subject;
  /** Takings of all other films. */
  readonly othersOn: (day: number) => number;
  readonly othersBetween: (from: number, to: number) => number;
  /** The last known day. */
  readonly last: number;
  readonly own: number;
  readonly rivals: RivalsOfDay;
}

/** Other films on one day, in currency units. */
interface RivalsOfDay {
  readonly sum: number;
  readonly top: number;
  /** Days since the release of the top rival; NaN without one. */
  readonly topAge: number;
  readonly fresh: number;
  readonly freshFilms: number;
  /** Sum of squared shares. */
  readonly concentration: number;
  readonly ahead: number;
}

/** Films released within this many days of the film are rivals of its opening. */
const SAME_TIME = 4;

function rivalsOn({ view, film, release }: Subject, day: number, own: number): RivalsOfDay {
  let sum = 0;
  let squares = 0;
  let top = 0;
  let topAge = Number.NaN;
  let fresh = 0;
  let freshFilms = 0;
  let ahead = 0;
  view.eachFilmOn(day, (other, gross) => {
    if (other === film) return;
    const opened = view.film(other).releaseDate;
    sum += gross;
    squares += gross * gross;
    if (gross > top) {
      top = gross;
      topAge = day - opened;
    }
    if (Math.abs(opened - release) <= SAME_TIME) {
      fresh += gross;
      freshFilms++;
    }
    if (gross > own) ahead++;
  });
  return { sum, top, topAge, fresh, freshFilms, concentration: squares / sum ** 2, ahead };
}

function prepare(subject: Subject): Market {
  const { view, film } = subject;
  const others = (from: number, to: number) => {
    const taken = view.marketGrossBetween(from, to) - view.grossBetween(film, from, to);
    return taken > 0 ? Math.log(taken) : Number.NaN;
  };
  const last = view.today - 1;
  const own = view.daily(film, 'gross', last);
  return {
    subject,
    othersOn: (day) => others(day, day),
    othersBetween: others,
    last,
    own: own > 0 ? Math.log(own) : Number.NaN,
    rivals: rivalsOn(subject, last, own),
  };
}

const firstDay = (m: Market): number => logMoney(m.subject.gross[0] as number);
const othersFirst = (m: Market): number => m.othersOn(m.subject.release);

const column = (
  unit: string,
  knownFrom: number,
  en: string,
  zh: string,
  value: (market: Market) => number,
): Column<Market> => ({ unit, source: 'daily.csv gross of all films', knownFrom, en, zh, value });

/** What the market takes, how the film stands in it, and who else is there. */
export const MARKET = defineGroup<Market>('market', prepare, {
  market_year: column(
    'ln currency units',
    -7,
    'Takings of the market in the past year',
    '过去一年大盘',
    (m) => m.subject.logMarketYear,
  ),
  reference_total: column(
    'ln currency units',
    -7,
    'Mean total of wide films finished in the past two years',
    '近两年已完结大片平均总票房',
    (m) => referenceLevel(m.subject.view).logTotal,
  ),
  reference_legs: column(
    'ln ratio',
    -7,
    'Usual legs of wide films finished in the past two years',
    '近两年已完结大片长尾中位数',
    (m) => referenceLevel(m.subject.view).logLegs,
  ),
  others_week: column(
    'ln ratio',
    -7,
    'Other films, last seven days against the past year',
    '其他影片近七天相对过去一年大盘',
    (m) => m.othersBetween(m.last - 6, m.last) - m.subject.logMarketYear,
  ),
  others_week_change: column(
    'ln ratio',
    -7,
    'Other films, last seven days against the seven before',
    '其他影片近七天环比',
    (m) => m.othersBetween(m.last - 6, m.last) - m.othersBetween(m.last - 13, m.last - 7),
  ),
  others_eve: column(
    'ln ratio',
    0,
    'Other films on the eve against the past year',
    '其他影片上映前一日相对过去一年大盘',
    (m) => m.othersOn(m.subject.release - 1) - m.subject.logMarketYear,
  ),
  others_first: column(
    'ln ratio',
    1,
    'Other films on the first day against the past year',
    '其他影片首日相对过去一年大盘',
    (m) => othersFirst(m) - m.subject.logMarketYear,
  ),
  others_last: column(
    'ln ratio',
    -7,
    'Other films on the last known day against the past year',
    '其他影片最近一日相对过去一年大盘',
    (m) => m.othersOn(m.last) - m.subject.logMarketYear,
  ),
  others_change: column(
    'ln ratio',
    2,
    'Other films, last known day against the first',
    '其他影片最近一日相对首日',
    (m) => m.othersOn(m.last) - othersFirst(m),
  ),
  share_of_first_day: column(
    'ln ratio',
    1,
    'Film against all others on the first day',
    '首日与其他影片之比',
    (m) => firstDay(m) - othersFirst(m),
  ),
  share_of_last_day: column(
    'ln ratio',
    -7,
    'Film against all others on the last known day',
    '最近一日与其他影片之比',
    (m) => m.own - m.othersOn(m.last),
  ),
  change_to_market: column(
    'ln ratio',
    2,
    'Change since the first day beyond that of the other films',
    '相对大盘的首日以来变化',
    (m) => m.own - firstDay(m) - (m.othersOn(m.last) - othersFirst(m)),
  ),
  top_rival: column(
    'ln ratio',
    -7,
    'Strongest rival on the last known day against the past year',
    '最近一日最强竞品相对过去一年大盘',
    (m) => Math.log(m.rivals.top) - m.subject.logMarketYear,
  ),
  top_rival_age: column(
    'days',
    -7,
    'Days since the strongest rival opened',
    '最强竞品已映天数',
    (m) => m.rivals.topAge,
  ),
  to_top_rival: column(
    'ln ratio',
    -7,
    'Film against the strongest rival',
    '与最强竞品之比',
    (m) => m.own - Math.log(m.rivals.top),
  ),
  new_rivals: column(
    'count',
    -7,
    'Rivals that opened about the same time and are running',
    '同期上映竞品数',
    (m) => m.rivals.freshFilms,
  ),
  new_rivals_takings: column(
    'ln ratio',
    -7,
    'Takings of rivals that opened about the same time against the past year',
    '同期竞品票房相对过去一年大盘',
    (m) => Math.log(m.rivals.fresh) - m.subject.logMarketYear,
  ),
  to_new_rivals: column(
    'ln ratio',
    -7,
    'Film against rivals that opened about the same time',
    '与同期竞品之比',
    (m) => m.own - Math.log(m.rivals.fresh),
  ),
  concentration: column(
    'share',
    -7,
    'Concentration of the other films',
    '其他影片集中度',
    (m) => m.rivals.concentration,
  ),
  films_ahead: column('count', -7, 'Films that took more on the last known day', '最近一日票房更高的影片数', (m) =>
    Number.isNaN(m.own) ? Number.NaN : m.rivals.ahead,
  ),
});
