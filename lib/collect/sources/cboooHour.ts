import { declareSource } from './declareSource.ts';

/** Gross so far of the ten first films of China, hour by hour, in lines of carets. */
export const cboooHour = declareSource({
  name: 'cbooo-hour',
  title: { en: 'CBO: list of the hour', zh: '中国票房网:实时票房' },
  market: 'CN',
  metrics: ['gross'],
  request: { url: 'https://www.cbooo.cn/BoxOffice/getHourBoxOffice?d={date}' },
  rate: { perSecond: 0.1, concurrency: 1 },
  format: {
    type: 'text-delimited',
    separator: '^',
    columns: ['rank', 'id', 'name', 'hourBox', 'sumBox', 'days', 'share'],
  },
  rows: "rows[?id != '0']",
  film: { namespace: 'cbooo', id: 'id', title: 'name' },
  observed: { at: 'slot' },
  readings: [{ metric: 'gross', kind: 'cumulative', value: 'sumBox', unit: 'currency', zeros: 4 }],
  freshness: { staleAfterMinutes: 180 },
  terms: {
    needs: 'contract',
    demands: {
      en: 'EntGroup sells these figures; the old public address no longer answers. For holders of a contract, who put their address here.',
      zh: '数据由艺恩出售,旧的公开地址已停用。供已签约者填入自己的地址后使用。',
    },
  },
  trap: {
    en: 'Amounts are in 万 without saying so. Id 0 is "all others" and no film. What the hour column adds up is not documented, so it is not read.',
    zh: '金额以万为单位但并不写出。编号 0 为“其它”,不是影片。小时列的口径没有文档,因此不读取。',
  },
  shape: 'recorded',
});
