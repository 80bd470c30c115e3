import { lettersOf, plainText } from './plainText.ts';
import { readPart } from './titlePart.ts';

/** A title taken apart, so that ways of writing it do not matter and sequels stay apart. */
export interface TitleForm {
  /** Letters and digits of everything but edition and articles, the number of a later part at the end: "战狼#2". */
  readonly whole: string;
  /** Name of the film or its series, without part and subtitle. */
  readonly base: string;
  /** Which part of its series, where the title says so; a first part seldom does. */
  readonly part: number | undefined;
  readonly subtitle: string;
  /** Numbers that are no part: "22" of 22 Jump Street. */
  readonly numbers: string;
  /** A prequel, a side story, a half: words that make another film of the same name. */
  readonly branch: string;
  /** An old film shown again, or another cut of it. */
  readonly again: boolean;
}

const AGAIN =
  /(?:(?:19|20)\d\d |\d+th )?(?:re-?release|anniversary(?: edition)?|extended edition|director'?s cut|remaster(?:ed)?|double bill)|重映版?|修复版|导演剪辑版|加长版|纪念版|재개봉|특별판|감독판|리마스터링?/g;
const FORMAT =
  /(?:(?:19|20)\d\d )?(?:3-?d|imax) release|\b(?:2d|3-?d|imax|4k|4dx)\b|(?:国语|粤语|原声|英文|中文|普通话|数字|巨幕)版/g;
const QUOTES = /[《》〈〉「」『』“”"]/g;
const YEAR = /[([]\s*(?:19|20)\d\d(?: film)?\s*[)\]]/g;
const ARTICLE = /^(?:the|an|a) (?=\S)|, ?(?:the|an|a)$/g;
const INNER_ARTICLE = /\b(?:the|an|a)\b(?= )/g;
const BRANCH = /前传|外传|后传|番外|续集|\b(?:prequel|sequel)\b/;
/** What parts a subtitle from the name: a colon, a dash with room around it or between Chinese characters. */
const SUBTITLE = /[:|~]|\s[-–—]\s|[–—]|(?<=\p{Script=Han})-(?=\p{Script=Han})/u;
/** "喜羊羊与灰太狼之兔年顶呱呱": the little word parts a subtitle, too, when enough stands on both sides. */
const OF = /^(\p{Script=Han}{2,})之(\p{Script=Han}{3,})$/u;

/** No title is longer; what a provider sends beyond is not read. */
const LONGEST = 200;

const known = new Map<string, TitleForm>();
const REMEMBERED = 20_000;

/** Takes a title of any script apart. */
export function titleForm(title: string): TitleForm {
  let form = known.get(title);
  if (form === undefined) {
    form = takeApart(title);
    if (known.size >= REMEMBERED) known.clear();
    known.set(title, form);
  }
  return form;
}

function takeApart(title: string): TitleForm {
  const spelt = plainText(title.slice(0, LONGEST)).replace(QUOTES, '').replace(YEAR, ' ').replaceAll('&', ' and ');
  const again = spelt.search(AGAIN) >= 0;
  const bare = spelt.replace(AGAIN, ' ').replace(FORMAT, ' ').replace(/\s+/g, ' ').trim();
  // A title that is nothing but its edition ("3D") keeps it.
  const text = (lettersOf(bare) === '' ? spelt : bare).replace(ARTICLE, '').replace(INNER_ARTICLE, '');
  const at = text.search(SUBTITLE);
  const head = at > 0 ? text.slice(0, at) : text;
  const tail = at > 0 ? text.slice(at + 1) : '';
  const { part, name, rest, half } = readPart(head.trim(), tail.trim());
  const [base, subtitle] = partAtOf(lettersOf(name), lettersOf(rest));
  // A title of signs alone ("!!!") is compared as it stands.
  if (`${base}${subtitle}` === '') return { whole: spelt, base: spelt, part, subtitle, numbers: '', branch: '', again };
  return {
    whole: `${base}${subtitle}${part === undefined || part === 1 ? '' : `#${part}`}`,
    base,
    part,
    subtitle,
    numbers: `${base} ${subtitle}`.match(/\d+/g)?.join(' ') ?? '',
    branch: half ?? BRANCH.exec(text)?.[0] ?? '',
    again,
  };
}

function partAtOf(name: string, rest: string): readonly [string, string] {
  const [, base, subtitle] = (rest === '' && OF.exec(name)) || [];
  return base && subtitle ? [base, subtitle] : [name, rest];
}
