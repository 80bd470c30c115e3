import type { Day } from '../film/day.ts';
import type { DailyMetric, DailyRow } from '../film/film.ts';
import type { Finding, IntegrityDetail, IntegrityRule } from './finding.ts';
import { findingText } from './texts.ts';

/** Tickets of a row of presale that are not believed; negative where they are put back. */
export interface PresaleDoubt {
  readonly filmId: string;
  readonly day: Day;
  readonly showDate: Day | undefined;
  readonly rule: IntegrityRule;
  readonly detail: IntegrityDetail;
  /** Part of what the row shows; negative where tickets are put back. */
  readonly share: number;
  readonly evidence: Readonly<Record<string, number>>;
}

const PRESALE = ['presale_tickets', 'presale_gross'] as const satisfies readonly DailyMetric[];

/** One finding per metric that the row has, tickets and money alike: no two metrics are ever mixed in one number. */
export function presaleFindings(row: DailyRow, doubt: PresaleDoubt): readonly Finding[] {
  return PRESALE.flatMap((metric) => {
    const raw = row.values[metric];
    if (raw === undefined || Number.isNaN(raw)) return [];
    return [toFinding(metric, raw, Math.round(Math.abs(raw) * doubt.share), doubt)];
  });
}

/** A finding of any metric. @param taken what is taken off; negative = put back */
export function toFinding(
  metric: Finding['metric'],
  raw: number,
  taken: number,
  { filmId, day, showDate, rule, detail, evidence }: Omit<PresaleDoubt, 'share'>,
): Finding {
  return {
    ...{ filmId, day, metric, rule, detail },
    ...(showDate !== undefined && { showDate }),
    severity: Math.min(1, Math.abs(taken) / Math.max(Math.abs(raw), Math.abs(taken), Number.MIN_VALUE)),
    raw,
    cleaned: taken > 0 ? Math.max(Math.min(raw, 0), raw - taken) : raw - taken,
    taken,
    evidence,
    text: findingText(rule, day, evidence),
  };
}
