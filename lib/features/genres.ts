/** A genre with the words that history files use for it, in lower case. */
export interface Genre {
  readonly id: string;
  readonly en: string;
  readonly zh: string;
  readonly words: readonly string[];
}

/** Genres with a column of their own; a film may have several, and words of no genre count for none. */
export const GENRES: readonly Genre[] = [
  { id: 'action', en: 'Action', zh: '动作', words: ['action', '动作', '警匪'] },
  { id: 'adventure', en: 'Adventure', zh: '冒险', words: ['adventure', '冒险'] },
  { id: 'animation', en: 'Animation', zh: '动画', words: ['animation', '动画', '动漫'] },
  { id: 'biography', en: 'Biography', zh: '传记', words: ['biography', '传记'] },
  { id: 'comedy', en: 'Comedy', zh: '喜剧', words: ['comedy', '喜剧'] },
  { id: 'costume', en: 'Costume and martial arts', zh: '古装武侠', words: ['古装', '武侠', 'martial arts'] },
  { id: 'crime', en: 'Crime', zh: '犯罪', words: ['crime', '犯罪', '警匪'] },
  { id: 'disaster', en: 'Disaster', zh: '灾难', words: ['disaster', '灾难'] },
  { id: 'documentary', en: 'Documentary', zh: '纪录片', words: ['documentary', '纪录片', '纪录'] },
  { id: 'drama', en: 'Drama', zh: '剧情', words: ['drama', '剧情', '剧'] },
  { id: 'family', en: 'Family', zh: '家庭儿童', words: ['family', 'kids', '家庭', '儿童'] },
  { id: 'fantasy', en: 'Fantasy', zh: '奇幻', words: ['fantasy', '奇幻', '玄幻'] },
  { id: 'history', en: 'History', zh: '历史', words: ['history', '历史'] },
  { id: 'horror', en: 'Horror', zh: '恐怖', words: ['horror', '恐怖', '灵异'] },
  { id: 'music', en: 'Music', zh: '音乐歌舞', words: ['music', 'musical', '音乐', '歌舞', '戏曲'] },
  { id: 'mystery', en: 'Mystery', zh: '悬疑', words: ['mystery', '悬疑'] },
  { id: 'romance', en: 'Romance', zh: '爱情', words: ['romance', '爱情'] },
  { id: 'science_fiction', en: 'Science fiction', zh: '科幻', words: ['sci-fi', 'science fiction', '科幻'] },
  { id: 'sport', en: 'Sport', zh: '运动', words: ['sport', 'sports', '运动', '体育'] },
  { id: 'thriller', en: 'Thriller', zh: '惊悚', words: ['thriller', '惊悚'] },
  { id: 'war', en: 'War', zh: '战争', words: ['war', '战争'] },
  { id: 'western', en: 'Western', zh: '西部', words: ['western', '西部'] },
];

const BY_WORD: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  GENRES.flatMap(({ words }) => words).map((word) => [
    word,
    new Set(GENRES.filter((genre) => genre.words.includes(word)).map((genre) => genre.id)),
  ]),
);

const known = new WeakMap<readonly string[], ReadonlySet<string>>();

/** Ids of the genres that a film's words name, in either language; empty for words of no genre. */
export function genreIds(words: readonly string[]): ReadonlySet<string> {
  let ids = known.get(words);
  if (ids === undefined) {
    ids = new Set(words.flatMap((word) => Array.from(BY_WORD.get(word.trim().toLowerCase()) ?? [])));
    known.set(words, ids);
  }
  return ids;
}

/** Share of genres that two films have in common: the cosine of their genre sets; 0 when either names none. */
export function genreLikeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0;
  let shared = 0;
  for (const genre of a) if (b.has(genre)) shared++;
  return shared / Math.sqrt(a.size * b.size);
}
