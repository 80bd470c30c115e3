import { MARKETS, type Market } from '../film/market.ts';
import type { ChangedFact, RevisionReason } from '../stores/forecastLog.ts';

interface Bilingual {
  readonly en: string;
  readonly zh: string;
}

/** What people call what an event may carry. */
const NAMES: Readonly<Record<string, Bilingual>> = {
  presale_gross: { en: 'presale', zh: '预售额' },
  gross: { en: 'gross', zh: '票房' },
  presale_tickets: { en: 'presale tickets', zh: '预售张数' },
  presale_screenings: { en: 'shows on sale', zh: '在售场次' },
  screenings: { en: 'shows', zh: '场次' },
  admissions: { en: 'admissions', zh: '人次' },
  theaters: { en: 'theatres', zh: '影院数' },
  screening_share: { en: 'screening share', zh: '排片占比' },
  want_to_see: { en: 'want-to-see', zh: '想看人数' },
  social_heat: { en: 'social heat', zh: '社交热度' },
  trailer_plays: { en: 'trailer plays', zh: '预告播放量' },
  sentiment: { en: 'sentiment', zh: '情感' },
  rating: { en: 'rating', zh: '评分' },
  'film.releaseDate': { en: 'release date', zh: '上映日期' },
  'film.withdrawn': { en: 'withdrawal', zh: '撤档' },
  'film.title': { en: 'title', zh: '片名' },
  'film.genres': { en: 'genres', zh: '类型' },
  'film.directors': { en: 'directors', zh: '导演' },
  'film.cast': { en: 'cast', zh: '主演' },
  'film.producers': { en: 'producers', zh: '出品' },
  'film.runtimeMin': { en: 'runtime', zh: '片长' },
  'film.certificate': { en: 'certificate', zh: '分级' },
  'film.distributor': { en: 'distributor', zh: '发行方' },
  'film.budget': { en: 'budget', zh: '成本' },
  'film.openingTheaters': { en: 'booked theatres', zh: '预订影院数' },
};
const MOST_NAMES = 4;

/** Says in a sentence what a forecast was made for; times are those of the market. */
export function describeReason({ changed, window, facts = [] }: RevisionReason, market: Market): Bilingual {
  const told = new Set(facts.map(({ field }) => `film.${field}`));
  const metrics = changed.filter((name) => !told.has(name));
  const parts = [...facts.map(describeFact), ...describeMetrics(metrics, window, market)];
  if (parts.length === 0) return { en: 'signals changed', zh: '信号有变化' };
  return { en: parts.map(({ en }) => en).join('; '), zh: parts.map(({ zh }) => zh).join(';') };
}

function describeMetrics(metrics: readonly string[], window: RevisionReason['window'], market: Market): Bilingual[] {
  if (metrics.length === 0 && window === undefined) return [];
  const named = metrics.slice(0, MOST_NAMES).map((name) => NAMES[name] ?? { en: name, zh: name });
  const more = metrics.length > MOST_NAMES;
  const en = [named.map((name) => name.en).join(', ') || 'signal', ...(more ? ['and more'] : [])].join(' ');
  const zh = `${named.map((name) => name.zh).join('、') || '信号'}${more ? '等' : ''}`;
  if (window === undefined) return [{ en: `${en} changed`, zh: `${zh}有变化` }];
  const span = `${localTime(window.start, market)}-${localTime(window.end, market)}`;
  return [{ en: `${en} window ${span} changed`, zh: `${span} 的${zh}窗口有变化` }];
}

function describeFact({ field, old, new: value }: ChangedFact): Bilingual {
  if (field === 'withdrawn') {
    return value === true
      ? { en: 'withdrawn', zh: '影片撤档' }
      : { en: 'back on the calendar', zh: '影片恢复上映安排' };
  }
  const name = NAMES[`film.${field}`] ?? { en: field, zh: field };
  const verb = field === 'releaseDate' ? { en: 'moved', zh: '改档:由' } : { en: 'changed', zh: '由' };
  const [from, to] = [show(old), show(value)];
  return { en: `${name.en} ${verb.en} from ${from} to ${to}`, zh: `${name.zh}${verb.zh} ${from} 改为 ${to}` };
}

function show(value: ChangedFact['old']): string {
  if (value === null) return '–';
  return typeof value === 'object' ? value.join(', ') : String(value);
}

function localTime(instant: number, market: Market): string {
  const { timeZone } = MARKETS[market];
  return new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(instant);
}
