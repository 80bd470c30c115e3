import { formatOrigin } from '../film/origin.ts';
import { CATALOGUE_VERSION, catalogueHash, FEATURES } from './catalogue.ts';

/** What each group is about, in the order of the catalogue. */
export const GROUP_TITLES: Readonly<Record<string, string>> = {
  calendar: 'Calendar 日历',
  calendarRun: 'What the calendar does to the run 日历对走势的影响',
  catalogue: 'Catalogue facts 影片资料',
  talent: 'Talent and distributor 主创与发行',
  franchise: 'Series 系列',
  theatres: 'Theatres and search 影院与搜索',
  presale: 'Presale 预售',
  attention: 'Attention 关注',
  conversion: 'Conversion of want-to-see 想看转化',
  previews: 'Previews 点映',
  ownDays: 'Own days 自身票房',
  screens: 'Shows, seats and prices 场次、上座与票价',
  market: 'Market 大盘',
  rivals: 'Rivals of its first weeks 首两周竞品',
  rivalry: 'The whole calendar around it 前后档期',
};

/** The page of the documentation that lists every feature, as Markdown; `docs/features.md` is compared with it. */
export function featurePage(): string {
  const groups = Map.groupBy(FEATURES, (feature) => feature.group);
  const sections = Array.from(groups, ([group, features]) => {
    const rows = features.map(
      ({ name, en, zh, unit, source, knownFrom }) =>
        `| \`${name}\` | ${en} | ${zh} | ${unit} | ${source} | ${formatOrigin(knownFrom)} |`,
    );
    return [
      `## ${GROUP_TITLES[group] ?? group}`,
      '',
      '| name | meaning | 含义 | unit | made of | known from |',
      '|---|---|---|---|---|---|',
      ...rows,
      '',
    ].join('\n');
  });
  return [
    '# Features',
    '',
    'What models see of a film, made from `lib/features/catalogue.ts`; `npm test -- test/lib/features -u` writes this page',
    'anew. The columns and their order are the same for every market and every origin. What is not known at the moment of a',
    'forecast is missing (NaN), never zero. "Known from" is the earliest origin at which a feature can have a value; all',
    'records of people, series and the market count only what was known by then: a total from 120 days after release on.',
    '',
    `Catalogue version ${CATALOGUE_VERSION}, ${FEATURES.length} features, hash \`${catalogueHash().slice(0, 16)}\`.`,
    '',
    ...sections,
  ].join('\n');
}
