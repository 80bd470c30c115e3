import type { Day } from '../film/day.ts';
import type { DailyMetric, DailyRow } from '../film/film.ts';
import type { AttentionDay } from './attention.ts';
import { drawsOf } from './draw.ts';
import type { PlayedFilm } from './runningFilm.ts';
import type { SimulatedMarket } from './simulatedMarket.ts';

/** Shows of an average day in all cinemas; CN. */
const NATIONAL_SCREENINGS = 330_000;
const SEATS = 110;

type Values = Readonly<Partial<Record<DailyMetric, number>>>;

/** What a market shows of a film, day by day until `last`: takings, presale by day of showing, attention. */
export function observeFilm(
  market: SimulatedMarket,
  played: PlayedFilm,
  attention: readonly AttentionDay[],
  options: { readonly seed: number; readonly last: Day },
): readonly DailyRow[] {
  const { filmId } = played.film;
  const days = new Map<Day, Values>();
  const note = (day: Day, values: Values) => days.set(day, { ...days.get(day), ...values });
  for (const day of attention) note(day.day, attentionValues(day));
  const draw = drawsOf(options.seed, `${filmId}/screens`);
  for (const { day, gross, admissions, demandShare, theaters } of played.run) {
    const cinemas =
      market === 'US'
        ? { ...(theaters !== undefined && { theaters }) }
        : { ...screensOf(demandShare * Math.exp(0.1 * draw.normal()), admissions), admissions };
    note(day, { gross, ...cinemas });
  }
  const rows = Array.from(days, ([date, values]): DailyRow => ({ filmId, date, values }));
  for (const sale of played.presale.days) {
    const tickets = sale.trueTickets + sale.fakeTickets;
    const values = {
      presale_gross: tickets * played.priceOf(sale.showDay),
      presale_screenings: sale.shows,
      presale_tickets: tickets,
    };
    rows.push({ filmId, date: sale.day, showDate: sale.showDay, values });
  }
  return rows
    .filter(({ date }) => date <= options.last)
    .sort((a, b) => a.date - b.date || (a.showDate ?? 0) - (b.showDate ?? 0));
}

/** Cinemas give small films more shows than their demand, and never fewer seats than were sold. */
function screensOf(demandShare: number, admissions: number): Values {
  const share = Math.min(0.95, Math.max(demandShare ** 0.85, admissions / SEATS / NATIONAL_SCREENINGS));
  return {
    screenings: Math.max(1, Math.round(share * NATIONAL_SCREENINGS), Math.ceil(admissions / SEATS)),
    screening_share: Number(share.toFixed(4)),
  };
}

function attentionValues(day: AttentionDay): Values {
  const { wantToSee, socialHeat, trailerPlays, searchIndex, sentiment } = day;
  return {
    ...(wantToSee !== undefined && { want_to_see: wantToSee }),
    ...(socialHeat !== undefined && { social_heat: socialHeat }),
    ...(trailerPlays !== undefined && { trailer_plays: trailerPlays }),
    ...(sentiment !== undefined && { sentiment }),
    ...(searchIndex !== undefined && { search_index: searchIndex }),
  };
}
