import type { Day } from '../film/day.ts';
import type { DailyMetric, DailyRow } from '../film/film.ts';
import { MARKETS } from '../film/market.ts';
import { deriveSeed } from '../stats/deriveSeed.ts';
import { seededRandom } from '../stats/random.ts';
import { type Draw, drawsFrom } from './draw.ts';
import { PROFILES, type SimulatedMarket } from './marketProfile.ts';
import type { PlannedFilm } from './planFilms.ts';
import type { PlayedRun } from './playMarket.ts';

/** Theatres of the widest opening, and how strongly expectation fills them; US. */
const MOST_THEATERS = 4_400;
/** Shows of an average day in all cinemas; CN. */
const NATIONAL_SCREENINGS = 330_000;
const WANT_TO_SEE_DAYS = 30;
const HEAT_DAYS = 14;

type DayValues = Map<Day, Partial<Record<DailyMetric, number>>>;

/** What a market shows of a film: its takings and the signals that collectors would have seen, up to a day. */
export function observeFilm(
  market: SimulatedMarket,
  film: PlannedFilm,
  run: PlayedRun,
  options: { readonly seed: number; readonly last: Day },
): readonly DailyRow[] {
  const draw = drawsFrom(seededRandom(deriveSeed(options.seed, `signals/${film.filmId}`)));
  const days: DayValues = new Map();
  const note = (day: Day, values: Partial<Record<DailyMetric, number>>) => {
    if (day <= options.last) days.set(day, { ...days.get(day), ...values });
  };
  notePlayed(note, market, film, run, draw);
  notePresale(note, market, film, run, draw);
  noteTalk(note, market, film, draw);
  return [...days].sort(([a], [b]) => a - b).map(([date, values]): DailyRow => ({ filmId: film.filmId, date, values }));
}

/** Theatres booked for the release day, by what the trade expects; US. */
export function bookedTheaters(film: PlannedFilm): number {
  const { openingLevel } = PROFILES.US;
  const width = 1 / (1 + Math.exp(-1.3 - 0.9 * (film.expectation - openingLevel)));
  return Math.max(620, Math.round(MOST_THEATERS * width));
}

type Note = (day: Day, values: Partial<Record<DailyMetric, number>>) => void;

function notePlayed(note: Note, market: SimulatedMarket, film: PlannedFilm, run: PlayedRun, draw: Draw): void {
  const minor = 10 ** MARKETS[market].minorDigits;
  const theaters = bookedTheaters(film);
  for (const { day, gross, demandShare } of run) {
    const week = Math.floor((day - film.releaseDate) / 7);
    if (market === 'US') {
      const kept = week < 2 ? 1 : Math.exp(0.55 * film.weeklyDecay * (week - 1));
      note(day, { gross: gross * minor, theaters: Math.max(1, Math.round(theaters * kept)) });
    } else {
      const share = Math.min(0.95, demandShare ** 0.85 * Math.exp(draw.normal(0, 0.08)));
      note(day, {
        gross: gross * minor,
        screening_share: round(share, 4),
        screenings: Math.round(share * NATIONAL_SCREENINGS),
        admissions: Math.round((gross / PROFILES[market].ticketPrice) * Math.exp(draw.normal(0, 0.03))),
      });
    }
  }
}

/** Presale of the first day, growing towards it; some of it only bought at the door. */
function notePresale(note: Note, market: SimulatedMarket, film: PlannedFilm, run: PlayedRun, draw: Draw): void {
  const profile = PROFILES[market];
  const firstDay = run.find(({ day }) => day === film.releaseDate)?.gross ?? 0;
  const total = firstDay * profile.presaleShare * Math.exp(0.25 * film.buzz + draw.normal(0, 0.22));
  const pace = draw.normal(0.4, 0.06);
  const weights = Array.from({ length: profile.presaleDays }, (_, i) => Math.exp(pace * i + draw.normal(0, 0.2)));
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const shows = Math.max(20, (total / profile.ticketPrice / 25) * Math.exp(draw.normal(0, 0.2)));
  weights.forEach((weight, i) => {
    const tickets = Math.round((total * weight) / sum / profile.ticketPrice);
    const day = film.releaseDate - profile.presaleDays + i;
    note(day, {
      presale_gross: Math.round(tickets * profile.ticketPrice * 10 ** MARKETS[market].minorDigits),
      presale_tickets: tickets,
      presale_screenings: Math.round(shows * Math.exp(0.3 * (i + 1 - profile.presaleDays))),
    });
  });
}

/** What people mark and write, before and after release. */
function noteTalk(note: Note, market: SimulatedMarket, film: PlannedFilm, draw: Draw): void {
  const standing = film.expectation - PROFILES[market].openingLevel;
  if (market === 'CN') {
    const final = Math.exp(11 + 0.8 * standing + draw.normal(0, 0.3));
    let level = final * Math.exp(-0.07 * WANT_TO_SEE_DAYS);
    for (let before = WANT_TO_SEE_DAYS; before >= 1; before--) {
      level += (final - level) * (0.02 + 0.9 / (before + 3)) * Math.exp(draw.normal(0, 0.25));
      note(film.releaseDate - before, { want_to_see: Math.round(level) });
    }
  }
  const heat = 6 + 0.6 * standing + draw.normal(0, 0.3);
  for (let age = -HEAT_DAYS; age <= HEAT_DAYS; age++) {
    const course = age < 0 ? 0.12 * age : -(0.16 - 0.04 * film.wordOfMouth) * age;
    note(film.releaseDate + age, { social_heat: round(Math.exp(heat + course + draw.normal(0, 0.2)), 1) });
    if (age >= 0) {
      const mood = Math.tanh(0.3 + 0.35 * film.wordOfMouth + draw.normal(0, 0.12));
      note(film.releaseDate + age, { sentiment: round(mood, 3) });
    }
  }
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits)) + 0; // no negative zero
}
