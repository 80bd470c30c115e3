import * as z from 'zod';
import { component, filmId, isoDay, isoInstant, MOST_MONEY, market, money, origin } from './common.ts';

const MOST_COUNT = 1e10;
const MOST_DAYS = 120;
const MOST_NAMES = 200;

const count = z.number().min(0).max(MOST_COUNT);
const share = z.number().min(0).max(1);
const text = z.string().min(1).max(500);
const names = z.array(text).max(MOST_NAMES);

/** Asks for a film of the history. */
export const knownFilmRequest = component(
  'KnownFilmRequest',
  z
    .strictObject({
      filmId,
      origin: origin.optional().describe('Default: the latest that has come and that the data reach'),
      asOf: isoInstant
        .optional()
        .describe(
          'Answers as it was answered at this past instant: with the signals, files and model of then / 按该时刻所知的信号、文件与模型复现当时的预测',
        ),
      market: market.optional().describe('Needed only where the same id exists in several markets'),
    })
    .describe('A film of the imported history'),
);

const dailyInputs = component(
  'DailyInputs',
  z
    .strictObject({
      date: isoDay,
      gross: z.number().min(-MOST_MONEY).max(MOST_MONEY).nullish().describe('Money taken that day, currency units'),
      admissions: count.nullish(),
      theaters: count.nullish(),
      screenings: count.nullish(),
      screening_share: share.nullish(),
      presale_gross: z.number().min(-MOST_MONEY).max(MOST_MONEY).nullish(),
      presale_screenings: count.nullish(),
      presale_tickets: count.nullish(),
      want_to_see: count.nullish(),
      social_heat: count.nullish(),
      trailer_plays: count.nullish(),
      sentiment: z.number().min(-1).max(1).nullish(),
      search_index: count.nullish(),
    })
    .describe('One calendar day, with the columns of daily.csv; what is missing or null is unknown, never zero'),
);

/** Gives all that is known of a film itself. The field names in snake case are those of the files. */
export const filmInputsRequest = component(
  'FilmInputsRequest',
  z
    .strictObject({
      release_date: isoDay.describe('Day of release'),
      date: isoDay.describe('The day that the inputs belong to; the forecast is made as of its end'),
      market: market.default('CN'),
      movie_id: filmId.optional(),
      title: text.nullish(),
      presale_amount: money.nullish().describe('Presale money taken on that day, currency units'),
      show_count: count.nullish().describe('Shows on sale before release, shows played after it'),
      avg_price: money.nullish().describe('Receipts per show, or per ticket where avg_price_unit says so'),
      avg_price_unit: z.enum(['show', 'ticket']).default('show'),
      social_heat: count.nullish(),
      want_see_count: count.nullish().describe('People who marked the film, level at the end of that day'),
      director_score: z.number().min(0).max(10).nullish(),
      actor_score: z.number().min(0).max(10).nullish(),
      competition_index: count.nullish().describe('Accepted; rivals are taken from the history instead'),
      type_factor: z
        .int()
        .min(1)
        .max(4)
        .nullish()
        .describe('1 comedy, 2 action, 3 drama, 4 animation; "genres" says more'),
      genres: names.nullish(),
      directors: names.nullish(),
      cast: names.nullish(),
      runtime_min: z.number().min(1).max(1000).nullish(),
      certificate: text.nullish(),
      distributor: text.nullish(),
      budget: money.nullish(),
      opening_theaters: count.nullish(),
      search_index_30d: count.nullish(),
      daily: z.array(dailyInputs).max(MOST_DAYS).nullish().describe('Other days up to "date"'),
    })
    .describe('The inputs of a film that the history need not know'),
);

export const forecastRequest = component('ForecastRequest', z.union([knownFilmRequest, filmInputsRequest]));

export type KnownFilmRequest = z.infer<typeof knownFilmRequest>;
export type FilmInputsRequest = z.infer<typeof filmInputsRequest>;
export type DailyInputs = z.infer<typeof dailyInputs>;
