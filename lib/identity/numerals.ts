const CHINESE = '零一二三四五六七八九十';
const WORDS = 'zero one two three four five six seven eight nine ten eleven twelve thirteen'.split(' ');
const ROMAN = 'i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix'.split(' ');

/** Parts are counted as far as this: larger numbers in a title are years, rooms and runaway trains. */
const LAST_PART = 19;

/**
 * The number that a numeral stands for, 1 to 19: Arabic ("2"), Roman ("ii"), Chinese ("二", "十二") or an English word.
 * @param numeral in the form of `plainText`
 */
export function readNumeral(numeral: string): number | undefined {
  const number = /^\d{1,2}$/.test(numeral) ? Number(numeral) : (fromList(numeral) ?? fromChinese(numeral));
  return number !== undefined && number >= 1 && number <= LAST_PART ? number : undefined;
}

function fromList(numeral: string): number | undefined {
  const [roman, word] = [ROMAN.indexOf(numeral), WORDS.indexOf(numeral)];
  if (roman >= 0) return roman + 1;
  return word >= 0 ? word : undefined;
}

function fromChinese(numeral: string): number | undefined {
  const [first = '', second = ''] = numeral;
  if (numeral.length === 1) return CHINESE.includes(first) ? CHINESE.indexOf(first) : undefined;
  return numeral.length === 2 && first === '十' && CHINESE.includes(second) ? 10 + CHINESE.indexOf(second) : undefined;
}
