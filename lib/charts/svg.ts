/** A piece of SVG that has been written already; made by {@link element} alone, so that every text in it is escaped. */
export interface Markup {
  readonly markup: string;
}

/** A word that people read, in both languages. */
export interface Label {
  readonly en: string;
  readonly zh: string;
}

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** What XML 1.0 does not allow, not even escaped: controls, halves of surrogate pairs, non-characters. */
const FORBIDDEN = /[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]/gu;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * One element; attributes that are undefined are left out, numbers are written with two decimals at most.
 * @param children markup as it is, texts escaped
 * @throws RangeError for a number that is not finite: a picture with NaN in it shows nothing and says nothing
 */
export function element(name: string, attributes: Attributes, children: readonly (Markup | string)[] = []): Markup {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${escaped(typeof value === 'number' ? decimal(value, key) : value)}"`],
  );
  const inner = children.map((child) => (typeof child === 'string' ? escaped(child) : child.markup)).join('');
  const head = `<${name}${written.join('')}`;
  return { markup: inner === '' ? `${head}/>` : `${head}>${inner}</${name}>` };
}

/** A whole SVG file of a size in pixels; `title` is what screen readers say. */
export function svgFile(width: number, height: number, title: string, children: readonly Markup[]): string {
  const attributes = {
    ...{ xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${width} ${height}`, role: 'img' },
    'font-family': "'Noto Sans', 'DejaVu Sans', 'Noto Sans CJK SC', 'PingFang SC', 'WenQuanYi Zen Hei', sans-serif",
  };
  const background = element('rect', { width, height, fill: '#ffffff' });
  return `${element('svg', attributes, [element('title', {}, [title]), background, ...children]).markup}\n`;
}

function escaped(text: string): string {
  return text.replace(FORBIDDEN, '').replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

function decimal(value: number, key: string): string {
  if (!Number.isFinite(value)) throw new RangeError(`${key} must be a finite number, got ${value}`);
  return String(Math.round(value * 100) / 100);
}
