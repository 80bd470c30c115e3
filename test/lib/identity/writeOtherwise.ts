import type { Film } from '../../../lib/film/film.ts';
import { titleForm } from '../../../lib/identity/titleForm.ts';
import type { FilmMention } from '../../../lib/ports/filmResolver.ts';
import type { Random } from '../../../lib/stats/random.ts';

const HAN = /\p{Script=Han}/u;
const ROMAN = ['', 'I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX'];
const CHINESE = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
const chance = (random: Random, share: number) => random() < share;

/** A mention as a provider might write it: another hand for numbers, signs and widths; facts missing or a little off. */
export function writeOtherwise(film: Film, random: Random): FilmMention {
  let title = chance(random, 0.7) ? restyle(film.title, random) : film.title;
  if (chance(random, 0.1)) title = misspell(title, random);
  if (chance(random, 0.05)) title = translated(random);
  const date = chance(random, 0.9) ? film.releaseDate + daysOff(random) : undefined;
  const director = chance(random, 0.5) ? film.directors.join(pick(random, ['|', ', ', '/'])) : '';
  return {
    ...{ namespace: 'test', providerId: film.filmId, market: film.market, title },
    ...(date !== undefined && { releaseDate: date }),
    ...(director !== '' && { director }),
  };
}

function daysOff(random: Random): number {
  const which = random();
  if (which < 0.5) return 0;
  const most = which < 0.8 ? 3 : which < 0.95 ? 14 : 60;
  return Math.round((2 * random() - 1) * most);
}

function restyle(title: string, random: Random): string {
  let text = title;
  const han = HAN.test(text);
  const number = /(?<![\d.,])([2-9])(?![\d.,])/.exec(text);
  if (number && titleForm(text).part === Number(number[1])) {
    const part = Number(number[1]);
    const hands = han
      ? [`${part}`, `Ⅱ`.length ? (ROMAN[part] ?? '') : '', `第${CHINESE[part]}部`, `第${part}部`]
      : [`${part}`, ROMAN[part] ?? '', `Part ${part}`, `Part ${ROMAN[part]}`];
    text = text.replace(number[0], pick(random, hands));
  }
  if (chance(random, 0.5))
    text = text.replace(/ ?[:：] ?/, pick(random, han ? ['：', ': ', ' ', '-', '——'] : [': ', ' - ', ' – ', ' : ']));
  if (chance(random, 0.3)) text = text.replaceAll('·', pick(random, ['•', '.', ' ', '']));
  if (chance(random, 0.3)) text = text.replaceAll('&', 'and');
  if (chance(random, 0.2)) text = text.replace(/^The (.+)$/, '$1, The');
  if (chance(random, 0.2)) text = han ? text : text.toUpperCase();
  if (chance(random, 0.2)) text = fullWidth(text);
  if (chance(random, 0.15)) text = han ? `《${text}》` : `${text} (3D)`;
  // Providers leave out the subtitle of a numbered film, and the number of one with a subtitle.
  const { part, subtitle } = titleForm(title);
  if (part !== undefined && part > 1 && subtitle !== '' && chance(random, 0.3)) {
    text = chance(random, 0.5) ? (title.split(/[:：]/)[0] ?? title) : title.replace(/ ?[2-9](?=[:：])/, '');
  }
  return text;
}

const fullWidth = (text: string) => text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));

function misspell(title: string, random: Random): string {
  const characters = [...title];
  if (characters.length < 6) return title;
  const at = Math.floor(random() * characters.length);
  return characters.toSpliced(at, 1, ...(chance(random, 0.5) ? [pick(random, [...LETTERS])] : [])).join('');
}

/** A title in another language: nothing of it can be compared. */
const translated = (random: Random) => Array.from({ length: 12 }, () => pick(random, [...LETTERS])).join('');

/** A later film of the same series that no catalogue has, of the same hand or another. */
export function inventSequel(film: Film, random: Random): FilmMention {
  const { part = 1 } = titleForm(film.title);
  const next = part + 1 + Math.floor(2 * random());
  const name = titleForm(film.title).part === undefined ? film.title : film.title.replace(/[2-9](?!\d)/, '');
  const han = HAN.test(film.title);
  const title = pick(random, [
    ...(han
      ? [`${name}${next}`, `${name}第${CHINESE[next] ?? next}部`, `${name}${next}：归来`, `${name}：风云再起`]
      : [`${name} ${next}`, `${name} ${ROMAN[next] ?? next}`, `${name}: Part ${next}`, `${name}: The Return`]),
  ]);
  const date = chance(random, 0.7) ? film.releaseDate + 250 + Math.floor(800 * random()) : undefined;
  return {
    ...{ namespace: 'test', providerId: `${film.filmId}-next`, market: film.market, title },
    ...(date !== undefined && { releaseDate: date }),
    ...(chance(random, 0.6) && film.directors.length > 0 && { director: film.directors.join('|') }),
  };
}
