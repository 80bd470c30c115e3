import type { Check, Finding } from '../lib/provenance/finding.ts';
import type { Verification } from '../lib/provenance/verifyExport.ts';

const SHOWN = 10;

/** What a check of an export came to, for people: the first altered thing, the others, or what was found to hold. */
export function describeVerification(verification: Verification): string {
  const { findings, records, sealed, days, firstDay, lastDay, exportedAt } = verification;
  const held = [
    `${records} records hold 条记录完好, ${sealed} of them sealed 已封存, ${records - sealed} not yet 尚未封存`,
    days > 0 ? `${days} signed days 个签名日 (${firstDay} – ${lastDay})` : 'no signed day yet 尚无签名日',
    ...(exportedAt === undefined ? [] : [`exported 导出于 ${exportedAt}`]),
    ...describeKey(verification.key),
  ];
  const [first, ...more] = findings;
  if (!first) return ['Everything is as it was written. 全部内容与写入时一致。', ...held].join('\n');
  return [
    'ALTERED 已被改动',
    describeFinding(first),
    ...more.slice(0, SHOWN - 1).map((finding) => `  also 另有: ${describeFinding(finding)}`),
    ...(more.length >= SHOWN ? [`  … ${more.length - SHOWN + 1} more 其余略 (--json)`] : []),
    ...held,
  ].join('\n');
}

function describeKey(key: Verification['key']): readonly string[] {
  if (!key) return [];
  const fingerprint = `key 公钥 SHA-256 ${key.fingerprint}`;
  if (key.given) return [fingerprint];
  return [
    `${fingerprint}: taken from the export itself; compare it with the one that was published, or give that with --public-key.`,
    '以上公钥取自导出内容本身:请与公布的指纹核对,或用 --public-key 指定公布的公钥。',
  ];
}

function describeFinding({ check, file, n }: Finding): string {
  const { en, zh } = TEXTS[check];
  return `${file}${n === undefined ? '' : `, record 记录 ${n}`}: ${en} ${zh} (${check})`;
}

const TEXTS: Readonly<Record<Check, { readonly en: string; readonly zh: string }>> = {
  'key-unreadable': { en: 'this is no P-256 public key.', zh: '不是 P-256 公钥。' },
  'day-unreadable': { en: 'this sealed day cannot be read as it was written.', zh: '该封存日的内容已无法按原样读取。' },
  'day-misplaced': { en: 'this is the proof of another day.', zh: '这是另一天的证明。' },
  'day-signature': { en: 'the signature was not made over this day by the key.', zh: '签名并非由该公钥对此日所作。' },
  'day-link': { en: 'the day before it is missing or another one.', zh: '其前一日缺失或已被替换。' },
  'day-root': { en: 'the signed root is not that of the leaves.', zh: '签名的根与叶子不符。' },
  'record-unreadable': { en: 'the line cannot be read as it was written.', zh: '该行已无法按原样读取。' },
  'record-missing': { en: 'the record is missing.', zh: '该记录缺失。' },
  'record-misplaced': { en: 'another record stands in this place.', zh: '此处为另一条记录。' },
  'record-altered': { en: 'the record is not the one that was signed.', zh: '该记录与签名时不一致。' },
  'content-altered': { en: 'the content is not the one that the record names.', zh: '内容与记录所载哈希不符。' },
  'link-broken': {
    en: 'it does not follow the record before: one of the two was altered.',
    zh: '与前一条记录不相衔接,两者之一被改动。',
  },
  'record-unknown': { en: 'the record was not there when the export was made.', zh: '导出时并无此记录。' },
  'export-unreadable': {
    en: 'the list of the export is missing or cannot be read as it was written.',
    zh: '导出清单缺失或已无法按原样读取。',
  },
  'export-signature': {
    en: 'the signature was not made over this list by the key.',
    zh: '签名并非由该公钥对此清单所作。',
  },
  'file-missing': { en: 'the file is missing.', zh: '文件缺失。' },
  'file-altered': { en: 'the file is not the one that was exported.', zh: '文件与导出时不一致。' },
  'file-unknown': { en: 'the file was not there when the export was made.', zh: '导出时并无此文件。' },
};
