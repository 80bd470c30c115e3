const DIACRITICS = /[\u0300-\u036f]/g;

/** Text in the one form in which names are compared: NFKC (full width becomes half width), lower case, no diacritics. */
export function plainText(text: string): string {
  return text.normalize('NFKC').toLowerCase().normalize('NFD').replace(DIACRITICS, '').normalize('NFC');
}

/** Letters and digits alone, of any script. */
export function lettersOf(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, '');
}

const SCRIPTS = {
  han: /\p{Script=Han}/u,
  hangul: /\p{Script=Hangul}/u,
  kana: /[\p{Script=Hiragana}\p{Script=Katakana}]/u,
  latin: /\p{Script=Latin}/u,
  cyrillic: /\p{Script=Cyrillic}/u,
};

/** Whether two texts are written so that they can be compared at all: "寻梦环游记" says nothing against "Coco". */
export function shareScript(a: string, b: string): boolean {
  const scripts = Object.values(SCRIPTS);
  const written = (text: string) => scripts.some((script) => script.test(text));
  return !written(a) || !written(b) || scripts.some((script) => script.test(a) && script.test(b));
}
