import type { DailyRow, Film } from '../film/film.ts';
import type { Origin } from '../film/origin.ts';
import type { Assessment } from '../integrity/assessIntegrity.ts';
import type { Finding } from '../integrity/finding.ts';
import type { MarketHistory } from '../signals/marketHistory.ts';
import { withFilm } from '../signals/withFilm.ts';
import type { Forecast } from './forecast.ts';
import type { PreparedForecast } from './prepareForecast.ts';
import type { Quantiles } from './quantiles.ts';

/** Which signals a forecast was made from, what is not believed of them, and what the other would have said. */
export interface ForecastIntegrity {
  readonly used: 'cleaned' | 'raw';
  /** The finest detail at which presale was looked at. */
  readonly detail: Assessment['detail'];
  readonly findings: readonly Finding[];
  /** The total by the other signals; absent when both say the same. */
  readonly other?: Pick<Quantiles, 'p10' | 'p50' | 'p90'>;
}

export interface ForecastBothWays {
  readonly forecast: Forecast;
  readonly integrity: ForecastIntegrity;
}

export interface BothWaysInput {
  /** The market's history without an overlaid film; it may hold the film. */
  readonly history: MarketHistory;
  readonly film: Film;
  readonly origin: Origin;
  /** Of the film, as of the origin's moment. */
  readonly assessment: Assessment;
  /** How a forecast is made, for example `prepareForecast` with its artifact bound. */
  readonly prepare: (history: MarketHistory, film: number, origin: Origin) => PreparedForecast;
}

/**
 * Forecasts a film from its cleaned signals, and from the raw ones too where these are other inputs: a forecast on doubted
 * signals is never shown without saying so.
 * @throws AppError as `prepare` does
 */
export async function forecastBothWays(input: BothWaysInput): Promise<ForecastBothWays> {
  const { raw: rows, cleaned: believed, detail, findings } = input.assessment;
  const raw = prepareWith(input, rows);
  const about = { detail, findings };
  if (findings.length === 0) return { forecast: await raw.run(), integrity: { used: 'raw', ...about } };
  const cleaned = prepareWith(input, believed);
  const forecast = await cleaned.run();
  if (raw.inputsHash === cleaned.inputsHash) return { forecast, integrity: { used: 'cleaned', ...about } };
  const { p10, p50, p90 } = (await raw.run()).total;
  return { forecast, integrity: { used: 'cleaned', ...about, other: { p10, p50, p90 } } };
}

function prepareWith({ history, film, origin, prepare }: BothWaysInput, rows: readonly DailyRow[]): PreparedForecast {
  const overlaid = withFilm(history, film, rows);
  return prepare(overlaid, overlaid.films.length - 1, origin);
}
