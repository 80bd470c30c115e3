import { type Column, defineGroup } from '../featureGroup.ts';
import { genreIds, genreLikeness } from '../genres.ts';
import { PRESALE_MONEY, SHOWS_ON_SALE, WANT_LEVEL } from '../market/earlySignals.ts';
import { PROMISE, PROMISE_ORIGIN } from '../market/promise.ts';
import type { Subject } from '../subject.ts';

/** One sum over rivals, each counted by how near its release is, with what is known of it at the moment of the view. */
interface Sums {
  films: number;
  /** Thousands of booked theatres; only of those whose bookings are known. */
  theaters: number;
  /** Currency units and people; NaN when known of none. */
  presale: number;
  want: number;
  /** Promises above the level of the market, in logs. */
  promise: number;
}

interface Rivalry {
  readonly all: Sums;
  /** The same, weighted by the genres shared with the film. */
  readonly alike: Sums;
  /** Those that open on the same days, unweighted. */
  readonly beside: Sums & { strongest: number; shows: number };
  readonly own: { readonly presale: number; readonly want: number; readonly shows: number };
  /** Takings of running films on the last known day, weighted by shared genres, in currency units. */
  readonly runningAlike: number;
  readonly logMarketYear: number;
}

/** Films released further away than this count nothing … */
const FURTHEST_DAYS = 35;
/** … and nearer ones by exp(-days / 7). */
const FADE_DAYS = 7;
const SAME_DAYS = 3;

const nothing = (): Sums => ({ films: 0, theaters: 0, presale: Number.NaN, want: Number.NaN, promise: 0 });

/** Adds what is known; a sum of nothing known stays unknown. */
const plus = (sum: number, value: number, weight: number): number =>
  Number.isNaN(value) ? sum : (Number.isNaN(sum) ? 0 : sum) + weight * value;

function prepare(subject: Subject): Rivalry {
  const { view, film, release, facts, logMarketYear } = subject;
  const genres = genreIds(facts.genres);
  const [all, alike] = [nothing(), nothing()];
  const beside = { ...nothing(), strongest: Number.NaN, shows: Number.NaN };
  view.eachReleased(release - FURTHEST_DAYS, release + FURTHEST_DAYS, (other) => {
    if (other === film) return;
    const rival = view.film(other);
    const apart = Math.abs(rival.releaseDate - release);
    const near = Math.exp(-apart / FADE_DAYS);
    const likeness = near * genreLikeness(genres, genreIds(rival.genres));
    const theaters = view.openingTheaters(other) / 1_000;
    // what a rival had before its release stands from its release on
    const moment = Math.min(0, view.today - rival.releaseDate);
    const presale = Math.max(0, view.whenReached(PRESALE_MONEY, other, moment));
    const want = view.whenReached(WANT_LEVEL, other, moment);
    const promise = view.whenReached(PROMISE, other, PROMISE_ORIGIN);
    const add = (sums: Sums, weight: number) => {
      sums.films += weight;
      sums.theaters = plus(sums.theaters, theaters, weight);
      sums.presale = plus(sums.presale, presale, weight);
      sums.want = plus(sums.want, want, weight);
      if (promise > 0) sums.promise += weight * promise;
    };
    add(all, near);
    if (likeness > 0) add(alike, likeness);
    if (apart > SAME_DAYS) return;
    add(beside, 1);
    if (!(promise <= beside.strongest) && !Number.isNaN(promise)) beside.strongest = promise;
    beside.shows = plus(beside.shows, view.whenReached(SHOWS_ON_SALE, other, moment), 1);
  });
  let runningAlike = 0;
  view.eachFilmOn(view.today - 1, (other, gross) => {
    if (other !== film) runningAlike += gross * genreLikeness(genres, genreIds(view.film(other).genres));
  });
  const own = {
    presale: PRESALE_MONEY.of(view, film),
    want: WANT_LEVEL.of(view, film),
    shows: SHOWS_ON_SALE.of(view, film),
  };
  return { all, alike, beside, own, runningAlike, logMarketYear };
}

/** ln(1 + what rivals have); nothing of them counts as nothing only where the film's own is known. */
function logRivals(sum: number, own: number): number {
  return Number.isNaN(sum) ? (Number.isNaN(own) ? Number.NaN : 0) : Math.log1p(sum);
}

/** Natural log of the film's part in what it and its rivals have; NaN unless its own is known and positive. */
function logPart(own: number, rivals: number): number {
  return own > 0 ? Math.log(own / (own + (Number.isNaN(rivals) ? 0 : rivals))) : Number.NaN;
}

const column = (
  source: string,
  unit: string,
  en: string,
  zh: string,
  value: (rivalry: Rivalry) => number,
): Column<Rivalry> => ({ unit, source: `films.csv release_date, ${source} of rivals`, knownFrom: -7, en, zh, value });

const RECORDS = 'title, directors, cast, producers, distributor';
const ALIKE = 'genres';

/** Everybody in the calendar around the film, by nearness, by size as known now, and by shared audience. */
export const RIVALRY = defineGroup<Rivalry>('rivalry', prepare, {
  rivalry_films: column(
    'title',
    'films',
    'Films released about the same time, by nearness',
    '前后上映影片数(按邻近加权)',
    (r) => r.all.films,
  ),
  rivalry_theatres: column(
    'opening_theaters',
    'thousands',
    'Theatres booked by films about the same time, by nearness',
    '前后上映影片预订影院数(按邻近加权)',
    (r) => r.all.theaters,
  ),
  rivalry_presale: column(
    'presale_gross',
    'ln(1 + currency units)',
    'Presale of films about the same time, by nearness',
    '前后上映影片预售额(按邻近加权)',
    (r) => logRivals(r.all.presale, r.own.presale),
  ),
  rivalry_want: column(
    'want_to_see',
    'ln(1 + people)',
    'Want-to-see of films about the same time, by nearness',
    '前后上映影片想看人数(按邻近加权)',
    (r) => logRivals(r.all.want, r.own.want),
  ),
  rivalry_promise: column(
    RECORDS,
    'ln ratio',
    'Records behind films about the same time, by nearness',
    '前后上映影片主创与系列战绩(按邻近加权)',
    (r) => r.all.promise,
  ),
  rivalry_alike_films: column(
    ALIKE,
    'films',
    'Films of shared genres about the same time, by nearness',
    '前后上映同类影片数(按邻近加权)',
    (r) => r.alike.films,
  ),
  rivalry_alike_theatres: column(
    `${ALIKE}, opening_theaters`,
    'thousands',
    'Theatres booked by films of shared genres about the same time',
    '前后上映同类影片预订影院数',
    (r) => r.alike.theaters,
  ),
  rivalry_alike_presale: column(
    `${ALIKE}, presale_gross`,
    'ln(1 + currency units)',
    'Presale of films of shared genres about the same time',
    '前后上映同类影片预售额',
    (r) => logRivals(r.alike.presale, r.own.presale),
  ),
  rivalry_alike_promise: column(
    `${ALIKE}, ${RECORDS}`,
    'ln ratio',
    'Records behind films of shared genres about the same time',
    '前后上映同类影片主创与系列战绩',
    (r) => r.alike.promise,
  ),
  beside_presale: column(
    'presale_gross',
    'ln(1 + currency units)',
    'Presale of films that open within three days',
    '三天内上映竞品预售额',
    (r) => logRivals(r.beside.presale, r.own.presale),
  ),
  beside_want: column(
    'want_to_see',
    'ln(1 + people)',
    'Want-to-see of films that open within three days',
    '三天内上映竞品想看人数',
    (r) => logRivals(r.beside.want, r.own.want),
  ),
  beside_promise: column(
    RECORDS,
    'ln ratio',
    'Best record behind films that open within three days',
    '三天内上映竞品最佳战绩',
    (r) => r.beside.strongest,
  ),
  presale_part: column(
    'presale_gross',
    'ln share',
    'Part of the film in the presale of all that open within three days',
    '同档预售占比',
    (r) => logPart(r.own.presale, r.beside.presale),
  ),
  want_to_see_part: column(
    'want_to_see',
    'ln share',
    'Part of the film in the want-to-see of all that open within three days',
    '同档想看占比',
    (r) => logPart(r.own.want, r.beside.want),
  ),
  shows_part: column(
    'presale_screenings',
    'ln share',
    'Part of the film in the shows on sale of all that open within three days',
    '同档在售场次占比',
    (r) => logPart(r.own.shows, r.beside.shows),
  ),
  running_alike: column(
    'genres, daily.csv gross',
    'ln ratio',
    'Takings of running films of shared genres on the last known day against the market of the past year',
    '在映同类影片最近一日票房相对过去一年大盘',
    (r) => Math.log(r.runningAlike) - r.logMarketYear,
  ),
});
