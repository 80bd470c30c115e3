import type { IntegrityAnswer } from '../lib/api/contract/integrityAnswer.ts';
import type { Forecast } from '../lib/forecast/forecast.ts';
import type { Quantiles } from '../lib/forecast/quantiles.ts';

/** The body of POST /v1/forecasts. */
export type ForecastBody = Forecast & {
  readonly integrity?: IntegrityAnswer | undefined;
  readonly degraded: boolean;
  readonly staleSources: readonly string[];
  readonly cache: 'hit' | 'miss';
};

const STRONGEST = 6;
const DAYS = 4;
const DOUBTS = 4;

/** A forecast as a person reads it, money in the units of the trade. */
export function describeForecast(body: ForecastBody): string {
  const { filmId, title, market, currency, grossKind, origin, asOf, drivers, comparables, baselines, runningDay } =
    body;
  const money = (amount: number) => formatGross(amount, currency);
  const line = (name: string, q: Quantiles) =>
    `${name}  ${money(q.p50)}  (80 %: ${money(q.p10)} – ${money(q.p90)}; 90 %: ${money(q.p05)} – ${money(q.p95)})`;
  const fee = grossKind === 'with-fee' ? 'service fee included 含服务费' : 'service fee excluded 不含服务费';
  return [
    `${title} (${filmId}, ${market}) ${origin}, as of 截止 ${asOf}, ${currency}, ${fee}`,
    ...(runningDay
      ? [
          `running day 当日 ${runningDay.date}: ${(100 * runningDay.elapsed).toFixed(0)} % passed, completed 已过,按全天补足`,
        ]
      : []),
    line('total 总票房          ', body.total),
    line('opening day 首日      ', body.openingDay),
    line('opening weekend 首周末', body.openingWeekend),
    `days 逐日 (p10 – p90): ${body.path
      .slice(0, DAYS)
      .map(({ date, p10, p50, p90 }) => `${date.slice(5)} ${money(p50)} (${money(p10)} – ${money(p90)})`)
      .join(', ')}`,
    `drivers 关键驱动: base 基准 ${money(body.base)}`,
    ...drivers.slice(0, STRONGEST).map(({ name, value, factor }) => {
      const shown = value === null ? 'unknown 未知' : String(Number(value.toPrecision(4)));
      return `  × ${factor.toFixed(3)}  ${name.en} ${name.zh} (${shown})`;
    }),
    ...(drivers.length > STRONGEST ? [`  … ${drivers.length - STRONGEST} more 其余略 (--json)`] : []),
    `comparables 对标影片: ${comparables
      .slice(0, 3)
      .map((film) => `${film.title} ${money(film.total)} (${(100 * film.weight).toFixed(0)} %)`)
      .join(', ')}`,
    `baselines 基线: comparables 对标 ${orDash(baselines.comparables, money)}, multiplier 倍数 ${orDash(baselines.multiplier, money)}`,
    ...(body.integrity ? describeDoubts(body.integrity, money) : []),
    `artifact 模型 ${body.artifact.slice(0, 12)}, cache 缓存 ${body.cache}${staleness(body)}`,
  ].join('\n');
}

function staleness({ degraded, staleSources }: ForecastBody): string {
  if (staleSources.length === 0) return '';
  return `, ${degraded ? 'DEGRADED 降级' : 'stale 数据过期'}: ${staleSources.join(', ')}`;
}

/** What is not believed, the first of each kind; and what the forecast would be otherwise. */
function describeDoubts({ used, findings, other }: IntegrityAnswer, money: (amount: number) => string) {
  const kinds = [...Map.groupBy(findings, ({ metric, rule }) => `${metric} ${rule}`).values()];
  const made =
    used === 'cleaned' ? 'made without doubtful signals 已剔除存疑信号' : 'doubtful signals kept 存疑信号未剔除';
  const otherwise = other ? `; with them 未剔除时 ${money(other.total.p50)}` : '';
  return [
    `integrity 真实性: ${made}${otherwise}`,
    ...kinds.slice(0, DOUBTS).flatMap(([first, ...more]) => {
      if (!first) return [];
      const count = more.length > 0 ? ` (+ ${more.length})` : '';
      return [`  ${first.metric}: ${first.text.en} ${first.text.zh}${count}`];
    }),
  ];
}

const orDash = (value: number | null, show: (value: number) => string) => (value === null ? '–' : show(value));

const YI = 1e8;
const WAN = 1e4;

/** An amount in 亿 and 万 where the trade counts so, in millions elsewhere. */
function formatGross(amount: number, currency: string): string {
  if (currency === 'CNY') {
    return amount >= YI ? `${(amount / YI).toFixed(2)}亿` : `${(amount / WAN).toFixed(amount >= 100 * WAN ? 0 : 1)}万`;
  }
  return `${(amount / 1e6).toFixed(amount >= 1e7 ? 1 : 2)} M`;
}
