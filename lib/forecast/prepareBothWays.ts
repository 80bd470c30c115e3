import type { DailyRow } from '../film/film.ts';
import type { Assessment } from '../integrity/assessIntegrity.ts';
import { cleanSeries } from '../integrity/cleanSeries.ts';
import type { Finding } from '../integrity/finding.ts';
import type { MarketHistory } from '../signals/marketHistory.ts';
import { withRowsOf } from '../signals/withRowsOf.ts';
import type { PreparedForecast } from './prepareForecast.ts';

/** Which signals a forecast is made from, and what is not believed of them. */
export interface ForecastIntegrity {
  /** `raw` when nothing that was found is taken off. */
  readonly used: 'cleaned' | 'raw';
  /** The finest detail at which presale was looked at. */
  readonly detail: Assessment['detail'];
  /** At least one. */
  readonly findings: readonly Finding[];
}

export interface PreparedBothWays {
  /** What is told. */
  readonly served: PreparedForecast;
  /** What the raw signals say; absent when it is the same. */
  readonly other?: PreparedForecast;
  /** Absent when nothing was found. */
  readonly integrity?: ForecastIntegrity;
}

export interface BothWaysInput {
  /** With the signals as they were reported. */
  readonly history: MarketHistory;
  /** Index of the film in the history. */
  readonly film: number;
  /** Of the film, as of the moment; undefined when there is nothing to look at. */
  readonly assessment: Assessment | undefined;
  /** How the film is forecast from a history, for example `prepareForecast` with all else bound. */
  readonly prepare: (history: MarketHistory) => PreparedForecast;
}

/** Metrics whose findings are told and change nothing: cleaning them was measured to take them further from the truth. */
const TOLD_ONLY: ReadonlySet<Finding['metric']> = new Set(['social_heat']);

/** Whether the forecast that is served is made without what a finding takes off. */
export function isTakenOff({ metric }: Pick<Finding, 'metric'>): boolean {
  return !TOLD_ONLY.has(metric);
}

// The same film is asked about again and again; what was made of a history goes with it.
const made = new WeakMap<MarketHistory, WeakMap<Assessment, MarketHistory>>();

/**
 * Prepares a forecast from the signals that are believed, and one from those that were reported where these are other
 * inputs: a forecast on doubted signals is never shown without saying so.
 * @throws AppError as `prepare` does
 */
export function prepareBothWays({ history, film, assessment, prepare }: BothWaysInput): PreparedBothWays {
  const raw = prepare(history);
  if (assessment === undefined || assessment.findings.length === 0) return { served: raw };
  const { detail, findings } = assessment;
  const believed = believedHistory(history, film, assessment);
  if (believed === history) return { served: raw, integrity: { used: 'raw', detail, findings } };
  const served = prepare(believed);
  const integrity = { used: 'cleaned', detail, findings } as const;
  return raw.inputsHash === served.inputsHash ? { served, integrity } : { served, other: raw, integrity };
}

/** @returns `reported` itself when no row is changed */
function believedHistory(reported: MarketHistory, film: number, assessment: Assessment): MarketHistory {
  const kept = made.get(reported) ?? new WeakMap<Assessment, MarketHistory>();
  made.set(reported, kept);
  const known = kept.get(assessment);
  if (known) return known;
  const { raw, findings } = assessment;
  const rows = cleanSeries(raw, findings.filter(isTakenOff));
  const since = firstChange(raw, rows);
  const history = since === undefined ? reported : withRowsOf(reported, { film, rows, since });
  kept.set(assessment, history);
  return history;
}

function firstChange(raw: readonly DailyRow[], rows: readonly DailyRow[]): number | undefined {
  const changed = raw.flatMap((row, at) => (row === rows[at] ? [] : [row.date]));
  return changed.length === 0 ? undefined : Math.min(...changed);
}
