import { formatDay } from '../film/day.ts';
import type { Finding, IntegrityRule } from './finding.ts';

type Numbers = Readonly<Record<string, number>>;
type Text = (evidence: Numbers) => Finding['text'];

const whole = (value: number | undefined) => Math.round(value ?? 0).toLocaleString('en-US');
const percent = (value: number | undefined) => `${(100 * (value ?? 0)).toFixed(1)} %`;
const one = (value: number | undefined) => (value ?? 0).toFixed(1);

/** What each rule found, in a sentence; the evidence carries the numbers. */
const TEXTS: Readonly<Record<IntegrityRule, Text>> = {
  'ghost-shows': ({ shows, tickets }) => ({
    en: `${whole(tickets)} tickets were sold for ${whole(shows)} shows that begin before the show before them in the same hall can have ended.`,
    zh: `${whole(shows)} 场的开场时间早于同一影厅上一场可能结束的时间,共售出 ${whole(tickets)} 张票。`,
  }),
  'night-houses': ({ shows, tickets }) => ({
    en: `${whole(tickets)} tickets were sold for ${whole(shows)} shows in the dead of night, far more than their hour sells.`,
    zh: `深夜 ${whole(shows)} 场共售出 ${whole(tickets)} 张票,远超该时段常态。`,
  }),
  'price-outliers': ({ shows, tickets }) => ({
    en: `${whole(tickets)} tickets were sold for ${whole(shows)} shows at prices at which hardly anyone else buys.`,
    zh: `${whole(shows)} 场以几乎无人购买的异常票价售出 ${whole(tickets)} 张票。`,
  }),
  'full-cinemas': ({ shows, tickets }) => ({
    en: `${whole(tickets)} tickets are of ${whole(shows)} shows that were sold whole, in more of them than groups book.`,
    zh: `${whole(shows)} 场被整场买下(共 ${whole(tickets)} 张票),超出团体包场的常态。`,
  }),
  'copied-seats': ({ seats, tickets, errors }) => ({
    en: `The same ${whole(seats)} seats were sold in many cinemas, ${whole(tickets)} tickets above what is usual (${one(errors)} standard errors).`,
    zh: `许多影院售出相同的 ${whole(seats)} 个座位,比常态多 ${whole(tickets)} 张票(${one(errors)} 个标准误)。`,
  }),
  'returned-tickets': ({ tickets, share }) => ({
    en: `${whole(tickets)} of the day's tickets (${percent(share)}) were given back in one burst later.`,
    zh: `当日售出的票中有 ${whole(tickets)} 张(${percent(share)})其后被集中退回。`,
  }),
  'refund-burst': ({ tickets, usual }) => ({
    en: `${whole(tickets)} doubtful tickets were given back in a burst (usual: ${whole(usual)}); they are put back because they were taken off on the days on which they had been sold.`,
    zh: `${whole(tickets)} 张存疑的票被集中退回(常态 ${whole(usual)} 张);因其已在售出当日剔除,故在此加回。`,
  }),
  'presale-above-seats': ({ tickets, seats }) => ({
    en: `${whole(tickets)} tickets are more than the ${whole(seats)} seats that the shows on sale can have.`,
    zh: `已售 ${whole(tickets)} 张票,超过在售场次可能拥有的 ${whole(seats)} 个座位。`,
  }),
  'presale-above-gross': ({ presale, gross }) => ({
    en: `Presale for the day (${whole(presale)} minor units) is above what the day took in all (${whole(gross)}).`,
    zh: `该日预售(${whole(presale)} 最小货币单位)高于当日收盘总票房(${whole(gross)})。`,
  }),
  'unsupported-presale': ({ times, limit }) => ({
    en: `Presale of the day is ${one(times)} times what the film's other days and its search let expect; honest films hardly ever pass ${one(limit)}.`,
    zh: `当日预售是该片其他日期与搜索热度所支持水平的 ${one(times)} 倍;正常影片几乎不超过 ${one(limit)} 倍。`,
  }),
  'heat-spike': ({ times, limit }) => ({
    en: `Heat of the day is ${one(times)} times what the film's other days and its search let expect; honest films hardly ever pass ${one(limit)}.`,
    zh: `当日热度是该片其他日期与搜索所支持水平的 ${one(times)} 倍;正常影片几乎不超过 ${one(limit)} 倍。`,
  }),
  'want-to-see-jump': ({ jump, usual }) => ({
    en: `${whole(jump)} people marked the film on one day, where ${whole(usual)} were to be expected; the jump is taken off from that day on.`,
    zh: `单日新增想看 ${whole(jump)} 人,而预期为 ${whole(usual)} 人;自该日起剔除此跳升。`,
  }),
  'rating-burst': ({ score, count, usual }) => ({
    en: `${whole(count)} people gave the score ${whole(score)} on one day, where ${whole(usual)} were to be expected.`,
    zh: `单日有 ${whole(count)} 人给出 ${whole(score)} 分,而预期为 ${whole(usual)} 人。`,
  }),
};

/** The sentence of a finding, with its day. */
export function findingText(rule: IntegrityRule, day: number, evidence: Numbers): Finding['text'] {
  const { en, zh } = TEXTS[rule](evidence);
  return { en: `${formatDay(day)}: ${en}`, zh: `${formatDay(day)}:${zh}` };
}
