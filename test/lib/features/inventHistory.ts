import { type Day, parseDay, weekday } from '../../../lib/film/day.ts';
import type { DailyMetric, DailyRow, Film } from '../../../lib/film/film.ts';
import { MARKETS, type Market } from '../../../lib/film/market.ts';
import { seededRandom } from '../../../lib/stats/random.ts';

export interface Invented {
  readonly films: readonly Film[];
  readonly rows: readonly DailyRow[];
}

const GENRES: Record<Market, readonly string[]> = {
  US: ['Action', 'Comedy', 'Drama', 'Horror', 'Sci-Fi', 'Puppetry'],
  CN: ['动作', '喜剧', '剧情', '悬疑', '古装', '皮影'],
  KR: ['Action'],
};

/** Days of a film that have rows: two weeks of signals before release, previews among them, and six weeks of run. */
const FIRST_DAY = -14;
const LAST_DAY = 42;

/**
 * A small made-up history in which every column of the history files is filled for most films and empty for some: films
 * every few days from 2014 on, by a few people and distributors, some in series. The same seed gives the same history.
 */
export function inventHistory(market: Market, seed: number, count = 120): Invented {
  const random = seededRandom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const normal = () => random() + random() + random() - 1.5;
  const films: Film[] = [];
  const rows: DailyRow[] = [];
  let release: Day = parseDay('2014-01-03');
  for (let at = 0; at < count; at++) {
    release += Math.floor(random() * 8);
    const level = 13 + 1.5 * normal();
    const slope = -0.09 + 0.03 * normal();
    const full = random() < 0.85;
    const minor = 10 ** MARKETS[market].minorDigits;
    let total = 0;
    const filmId = `${market.toLowerCase()}-${String(at).padStart(3, '0')}`;
    for (let day = FIRST_DAY; day <= LAST_DAY; day++) {
      if (random() < 0.03) continue;
      const values: Partial<Record<DailyMetric, number>> = {};
      const preview = market === 'CN' && day < 0 && random() < 0.15;
      if (day >= 0 || preview) {
        const weekend = [-0.3, -0.2, -0.3, -0.2, 0.3, 0.8, 0.5][weekday(release + day)] ?? 0;
        const gross = Math.round(
          Math.exp(level + weekend + slope * Math.max(0, day) + 0.1 * normal() - (preview ? 3 : 0)) * minor,
        );
        values.gross = gross;
        total += gross;
        values.screenings = 2_000 + (gross % 90_000);
        values.admissions = 1 + Math.floor(gross / minor / (8 + (at % 5)));
        if (market === 'US' && full) values.theaters = 1_000 + Math.floor(random() * 3_000);
        if (market === 'CN' && full) values.screening_share = 0.01 + 0.3 * random();
      }
      if (day < 7 && full) {
        if (day < 0) {
          values.presale_gross = Math.floor(Math.exp(level + day / 4 - 3) * minor);
          values.presale_screenings = Math.floor(500 + 1_000 * random());
          values.presale_tickets = Math.floor(Math.exp(level + day / 4 - 7));
        }
        values.want_to_see = Math.floor(Math.exp(level - 2 + day / 30));
        values.social_heat = 1_000 * random();
        values.trailer_plays = Math.floor(10_000 * random());
        values.sentiment = 2 * random() - 1;
        values.search_index = 100 * random();
      }
      if (Object.keys(values).length > 0) rows.push(...byShowDate({ filmId, date: release + day, values }, release));
    }
    films.push({
      filmId,
      title:
        random() < 0.3
          ? `Space Pilots ${2 + Math.floor(random() * 7)}: ${at}`
          : `${pick(['Silent', 'Golden', 'Last'])} River ${at}`,
      market,
      releaseDate: release,
      currency: MARKETS[market].currency,
      genres: full ? [pick(GENRES[market]), pick(GENRES[market])] : [],
      directors: full ? [`Director ${Math.floor(random() * 12)}`] : [],
      cast: full ? [`Actor ${Math.floor(random() * 15)}`, `Actor ${Math.floor(random() * 15)}`] : [],
      ...(full && { producers: [`Producer ${at % 11}`] }),
      finalGross: Math.round(total * 1.1),
      ...(full && {
        runtimeMin: 80 + Math.floor(random() * 70),
        certificate: pick(['PG', 'PG-13', 'R']),
        distributor: pick(['Northern Pictures', 'Harbour Films', '-']),
        budget: Math.floor(1e6 + 1e8 * random()) * minor,
        openingTheaters: 700 + Math.floor(random() * 3_000),
        searchIndex30d: Math.floor(100 * random()),
        directorScore: { value: 5 + 4 * random(), date: release - 30 },
        actorScore: { value: 5 + 4 * random(), date: release - 20 },
      }),
    });
  }
  return { films, rows };
}

/** Every other row of presale told apart by the day of showing: some for the release day, some for the day after it. */
function byShowDate(row: DailyRow, release: Day): readonly DailyRow[] {
  const { presale_gross: sold, ...others } = row.values;
  if (sold === undefined || row.date % 2 === 0) return [row];
  const first = Math.floor(sold / (2 + (row.date % 3)));
  const of = (showDate: Day, amount: number): DailyRow => ({
    filmId: row.filmId,
    date: row.date,
    showDate,
    values: { presale_gross: amount },
  });
  return [{ ...row, values: others }, of(release, first), of(release + 1, sold - first)];
}
