import { formatDay } from '../film/day.ts';
import { MARKETS, type Market } from '../film/market.ts';
import type { Forecast } from '../forecast/forecast.ts';
import { type ForecastIntegrity, isTakenOff } from '../forecast/prepareBothWays.ts';
import type { Finding } from '../integrity/finding.ts';
import type { IntegrityAnswer } from './contract/integrityAnswer.ts';

const MONEY: ReadonlySet<Finding['metric']> = new Set(['gross', 'presale_gross']);

/**
 * What a forecast says about its signals, money in currency units.
 * @param other the forecast from the other signals, where these are other inputs
 */
export function describeIntegrity(
  market: Market,
  { used, detail, findings }: ForecastIntegrity,
  other: Pick<Forecast, 'total'> | undefined,
): IntegrityAnswer {
  const described = findings.map((finding) => describeFinding(market, finding));
  if (other === undefined) return { used, detail, findings: described };
  const { p10, p50, p90 } = other.total;
  return { used, detail, findings: described, other: { total: { p10, p50, p90 } } };
}

function describeFinding(market: Market, finding: Finding): IntegrityAnswer['findings'][number] {
  const { day, showDate, metric, rule, severity, raw, cleaned, text } = finding;
  const units = MONEY.has(metric) ? 10 ** MARKETS[market].minorDigits : 1;
  return {
    day: formatDay(day),
    ...(showDate === undefined ? {} : { showDate: formatDay(showDate) }),
    ...{ metric, rule, severity, raw: raw / units, cleaned: cleaned / units, isTakenOff: isTakenOff(finding) },
    text: { ...text },
  };
}
