import { declareSource } from './declareSource.ts';

/** Gross and theatres of the day before, of all films of the US and Canada. */
export const boxOfficeMojoDaily = declareSource({
  name: 'boxofficemojo-daily',
  title: { en: 'Box Office Mojo: daily page', zh: 'Box Office Mojo:每日票房页' },
  market: 'US',
  metrics: ['gross', 'theaters'],
  request: { url: 'https://www.boxofficemojo.com/date/{date-1}/' },
  rate: { perSecond: 0.2, concurrency: 1 },
  format: { type: 'html-table', table: 'table.mojo-body-table', saysNoData: 'No data available' },
  noData: 'isEmpty',
  rows: 'rows',
  film: {
    namespace: 'boxofficemojo-release',
    id: '"Release@href"',
    idBetween: ['/release/', '/'],
    title: '"Release@link"',
  },
  observed: { at: 'day', offset: -1 },
  readings: [
    { metric: 'gross', kind: 'cumulative', value: 'Daily', unit: 'currency', showDate: { from: 'slot', offset: -1 } },
    { metric: 'theaters', kind: 'level', value: 'Theaters', unit: 'count', showDate: { from: 'slot', offset: -1 } },
  ],
  freshness: { staleAfterMinutes: 2_880 },
  terms: {
    needs: 'contract',
    demands: {
      en: 'IMDb’s conditions forbid automated reading of its sites without written leave; IMDb sells the same figures as a data set.',
      zh: 'IMDb 的使用条款禁止未经书面许可的自动抓取;相同数据可向 IMDb 购买数据集。',
    },
  },
  trap: {
    en: 'A day without figures is a page without a table that says "No data available": unknown, never zero. Ids are of releases, not of films: a re-release has its own.',
    zh: '没有数据的日期是一个写着“No data available”且没有表格的页面:表示未知,绝不是零。编号属于一次上映而非影片:重映另有编号。',
  },
  shape: 'recorded',
});
