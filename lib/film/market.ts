/** A market is named by its two-letter country code. */
export type Market = 'US' | 'CN' | 'KR';

/** Whether money includes the online service fee (综合票房) or not (分账票房); see docs/glossary.md. */
export type GrossKind = 'with-fee' | 'without-fee';

export interface MarketRules {
  readonly currency: string;
  /** Decimal digits of the currency's minor unit. */
  readonly minorDigits: number;
  /** The zone in which a day of this market begins and ends. */
  readonly timeZone: string;
  readonly grossKind: GrossKind;
}

/** What the trade takes for granted in each market. */
export const MARKETS: Readonly<Record<Market, MarketRules>> = {
  US: { currency: 'USD', minorDigits: 2, timeZone: 'America/New_York', grossKind: 'without-fee' },
  CN: { currency: 'CNY', minorDigits: 2, timeZone: 'Asia/Shanghai', grossKind: 'with-fee' },
  KR: { currency: 'KRW', minorDigits: 0, timeZone: 'Asia/Seoul', grossKind: 'without-fee' },
};

export function isMarket(text: string): text is Market {
  return Object.hasOwn(MARKETS, text);
}
