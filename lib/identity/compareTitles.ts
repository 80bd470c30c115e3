import type { Evidence } from './evidence.ts';
import { likeness } from './likeness.ts';
import { shareScript } from './plainText.ts';
import type { TitleForm } from './titleForm.ts';

const SAME_SERIES = 0.8;
const SAME_SUBTITLE = 0.75;

/** What two titles say about being of one film. */
export function compareTitles(a: TitleForm, b: TitleForm): Evidence {
  if (a.whole === b.whole && a.branch === b.branch) return a.again === b.again ? SAME : OTHER_EDITION;
  if (!shareScript(a.whole, b.whole)) return NOT_COMPARABLE;
  if (a.branch !== b.branch) return a.branch === '' || b.branch === '' ? UNCLEAR_PART : OTHER_PART;
  return (likeness(a.base, b.base) >= SAME_SERIES ? compareInSeries(a, b) : undefined) ?? compareLetters(a, b);
}

const SAME: Evidence = { reason: 'title.same', bits: 10 };
const OTHER_EDITION: Evidence = { reason: 'title.other-edition', bits: 4 };
const NOT_COMPARABLE: Evidence = { reason: 'title.other-language', bits: 0 };
const OTHER_PART: Evidence = { reason: 'title.other-part', bits: -12 };
const OTHER_SUBTITLE: Evidence = { reason: 'title.other-subtitle', bits: -12 };
const SUBTITLE_LEFT_OUT: Evidence = { reason: 'title.subtitle-left-out', bits: 8 };
const SUBTITLE_TRANSLATED: Evidence = { reason: 'title.same-part', bits: 4 };
const NUMBER_LEFT_OUT: Evidence = { reason: 'title.number-left-out', bits: 8 };
const UNCLEAR_PART: Evidence = { reason: 'title.unclear-part', bits: 1 };

/** Two films of one series, or one film: the number decides, and where it is silent the subtitle. */
function compareInSeries(a: TitleForm, b: TitleForm): Evidence | undefined {
  const [partA, partB] = [a.part ?? 1, b.part ?? 1];
  const bothSubtitles = a.subtitle !== '' && b.subtitle !== '';
  const sameSubtitle = bothSubtitles && likeness(a.subtitle, b.subtitle) >= SAME_SUBTITLE && a.numbers === b.numbers;
  if (partA !== partB) {
    if (a.part !== undefined && b.part !== undefined) return OTHER_PART;
    if (sameSubtitle) return NUMBER_LEFT_OUT;
    // "冰河世纪：大陆漂移" may be the fourth; plain "冰河世纪" is the first.
    const unnumbered = a.part === undefined ? a : b;
    return unnumbered.subtitle === '' ? OTHER_PART : UNCLEAR_PART;
  }
  const numbered = a.part !== undefined && a.part === b.part && partA > 1;
  if (bothSubtitles) {
    if (sameSubtitle) return undefined;
    return numbered && a.numbers === b.numbers ? SUBTITLE_TRANSLATED : OTHER_SUBTITLE;
  }
  if (a.subtitle === b.subtitle) return undefined; // neither has one: their letters differ
  return numbered ? SUBTITLE_LEFT_OUT : UNCLEAR_PART;
}

function compareLetters(a: TitleForm, b: TitleForm): Evidence {
  const alike = likeness(a.whole, b.whole);
  if (alike >= 0.5 && (a.numbers !== b.numbers || (a.part ?? 1) !== (b.part ?? 1))) return OTHER_PART;
  if (alike >= 0.85) return { reason: 'title.nearly-same', bits: 7 };
  if (alike >= 0.65) return { reason: 'title.alike', bits: 3 };
  if (alike >= 0.45) return { reason: 'title.partly-alike', bits: -1 };
  return { reason: 'title.other', bits: -6 };
}
