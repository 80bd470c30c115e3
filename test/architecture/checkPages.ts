import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A page of documentation, as a path from the root of the project and its text. */
export interface Page {
  readonly file: string;
  readonly text: string;
}

interface Heading {
  readonly level: number;
  readonly text: string;
}

/** Every Markdown page of the project. */
export function readPages(root: string): readonly Page[] {
  const docs = readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => path.join('docs', name));
  return ['README.md', 'CHANGELOG.md', ...docs].map((file) => ({
    file,
    text: readFileSync(path.join(root, file), 'utf8'),
  }));
}

/** What is wrong with pages: numbers out of order, headings twice, links that lead nowhere. */
export function faultsOf(pages: readonly Page[], exists: (file: string) => boolean): readonly string[] {
  const anchors = new Map(pages.map(({ file, text }) => [file, anchorsOf(headingsOf(text))]));
  return pages.flatMap((page) => [
    ...headingFaults(page),
    ...linksOf(page.text).flatMap((link) => linkFaults(page.file, link, anchors, exists)),
  ]);
}

export const existsBelow = (root: string) => (file: string) => existsSync(path.join(root, file));

const withoutCode = (text: string) => text.replace(/^(```|~~~)[\s\S]*?^\1.*$/gm, '').replace(/`[^`\n]*`/g, '``');

function headingsOf(text: string): readonly Heading[] {
  const plain = text.replace(/^(```|~~~)[\s\S]*?^\1.*$/gm, '');
  return [...plain.matchAll(/^(#{1,6}) +(.+?) *$/gm)].map(([, marks = '', words = '']) => ({
    level: marks.length,
    text: words,
  }));
}

function headingFaults({ file, text }: Page): readonly string[] {
  const faults: string[] = [];
  /** Texts and the last number under each open heading, by level. */
  let path: { readonly level: number; readonly seen: Set<string>; number: number }[] = [
    { level: 0, seen: new Set(), number: 0 },
  ];
  for (const { level, text: words } of headingsOf(text)) {
    path = path.filter((open) => open.level < level);
    const parent = path.at(-1);
    if (!parent) continue;
    if (parent.seen.has(words)) faults.push(`${file}: "${words}" stands twice`);
    parent.seen.add(words);
    // the number of the page itself is another matter: decisions are numbered across pages
    const number = level > 1 ? /^(?:\d+\.)*(\d+)[.)] /.exec(words)?.[1] : undefined;
    if (number !== undefined) {
      if (Number(number) !== parent.number + 1) faults.push(`${file}: "${words}" follows number ${parent.number}`);
      parent.number = Number(number);
    }
    path.push({ level, seen: new Set(), number: 0 });
  }
  return faults;
}

function anchorsOf(headings: readonly Heading[]): ReadonlySet<string> {
  return new Set(
    headings.map(({ text }) =>
      text
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .replace(/\s/g, '-'),
    ),
  );
}

const linksOf = (text: string) => [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);

function linkFaults(
  file: string,
  link: string,
  anchors: ReadonlyMap<string, ReadonlySet<string>>,
  exists: (file: string) => boolean,
): readonly string[] {
  if (/^[a-z]+:/.test(link)) return [];
  const [to = '', anchor] = link.split('#');
  const target = to === '' ? file : path.normalize(path.join(path.dirname(file), decodeURIComponent(to)));
  if (!exists(target)) return [`${file}: ${link} leads nowhere`];
  const known = anchors.get(target);
  return anchor && known && !known.has(anchor) ? [`${file}: ${link} names no heading`] : [];
}
