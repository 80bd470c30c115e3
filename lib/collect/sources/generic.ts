import type { SourceDeclarationInput } from '../sourceDeclaration.ts';
import { declareSource } from './declareSource.ts';

const SHOW_DATE = { from: 'row', value: 'show_date' } as const;

const COMMON = {
  market: 'CN',
  metrics: [
    ...(['presale_gross', 'presale_tickets', 'presale_screenings', 'gross', 'admissions', 'screenings'] as const),
    ...(['screening_share', 'want_to_see', 'social_heat', 'sentiment', 'rating'] as const),
  ],
  rate: { perSecond: 1, concurrency: 1 },
  film: { namespace: 'own', by: 'film-id', id: 'film_id' },
  observed: { at: 'row', value: 'observed_at', as: 'iso' },
  readings: [
    { metric: 'presale_gross', kind: 'cumulative', value: 'presale_gross', unit: 'currency', showDate: SHOW_DATE },
    { metric: 'presale_tickets', kind: 'cumulative', value: 'presale_tickets', unit: 'count', showDate: SHOW_DATE },
    { metric: 'presale_screenings', kind: 'level', value: 'presale_screenings', unit: 'count', showDate: SHOW_DATE },
    { metric: 'gross', kind: 'cumulative', value: 'gross', unit: 'currency', showDate: SHOW_DATE },
    { metric: 'admissions', kind: 'cumulative', value: 'admissions', unit: 'count', showDate: SHOW_DATE },
    { metric: 'screenings', kind: 'level', value: 'screenings', unit: 'count', showDate: SHOW_DATE },
    { metric: 'screening_share', kind: 'level', value: 'screening_share', unit: 'share', showDate: SHOW_DATE },
    { metric: 'want_to_see', kind: 'level', value: 'want_to_see', unit: 'count' },
    { metric: 'social_heat', kind: 'level', value: 'social_heat', unit: 'index' },
    { metric: 'sentiment', kind: 'level', value: 'sentiment', unit: 'polarity' },
    { metric: 'rating', kind: 'level', value: 'rating', unit: 'score10' },
  ],
  freshness: { staleAfterMinutes: 180 },
  terms: {
    needs: 'nothing',
    demands: {
      en: 'Your own figures. Begin from it with "extends", and put your name and address in.',
      zh: '您自己的数据。用 "extends" 以此为基础,填入名称与地址即可。',
    },
  },
  trap: {
    en: 'An empty cell is unknown. Write 0 only where it was counted and was nought.',
    zh: '空单元格表示未知;只有确实统计为零时才写 0。',
  },
  shape: 'documented',
} as const satisfies Partial<SourceDeclarationInput>;

/** Rows of a JSON answer, `{"signals": [{"film_id": …, "observed_at": …, "presale_gross": …}]}`. */
export const genericJson = declareSource({
  ...COMMON,
  name: 'generic-json',
  title: { en: 'Your own JSON', zh: '自有 JSON' },
  request: { url: 'https://data.example/signals.json' },
  format: { type: 'json' },
  rows: 'signals',
});

/** Rows of a CSV file with the columns film_id, observed_at, show_date and any of the metrics. */
export const genericCsv = declareSource({
  ...COMMON,
  name: 'generic-csv',
  title: { en: 'Your own CSV', zh: '自有 CSV' },
  request: { url: 'https://data.example/signals.csv' },
  format: { type: 'csv' },
  rows: 'rows',
});
