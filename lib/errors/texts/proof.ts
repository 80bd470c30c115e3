import type { ErrorText } from '../errorText.ts';

/** Codes of sealing, exporting and verifying. */
export const PROOF_ERRORS = {
  'proof.event-unknown': {
    en: 'The event does not ask for a day to be sealed.',
    zh: '该事件并未要求封存某一天。',
    nextEn: 'Send {"kind": "seal", "scheduledTime": "…"} with an ISO instant.',
    nextZh: '请发送 {"kind": "seal", "scheduledTime": "…"},时间采用 ISO 格式。',
  },
  'proof.key-unreadable': {
    en: '{file} is no public key of kind ECDSA P-256 in PEM.',
    zh: '{file} 不是 PEM 格式的 ECDSA P-256 公钥。',
    nextEn: 'Give the file that the operator published; it begins with BEGIN PUBLIC KEY.',
    nextZh: '请提供运营方公布的文件,其首行为 BEGIN PUBLIC KEY。',
  },
  'proof.export-missing': {
    en: 'There is no export in {folder}.',
    zh: '{folder} 中没有导出内容。',
    nextEn: 'Name the folder that marquee export wrote: it holds export.json.',
    nextZh: '请指定 marquee export 写出的目录,其中应有 export.json。',
  },
  'proof.record-unsealed': {
    en: 'There is no sealed record {n} in the chain of {source}.',
    zh: '来源 {source} 的哈希链中没有已封存的第 {n} 条记录。',
    nextEn: 'Look into chains/ for its number; a record is sealed after its day is over, so export again then.',
    nextZh: '请在 chains/ 中核对编号;记录在当日结束后才会封存,届时请重新导出。',
  },
  'export.folder-occupied': {
    en: 'The folder {folder} is there already and is not empty.',
    zh: '目录 {folder} 已存在且非空。',
    nextEn: 'Name a new folder with --out; an export never replaces anything.',
    nextZh: '请用 --out 指定新的目录;导出不会覆盖任何内容。',
  },
  'export.disk-full': {
    en: 'The disk is full: {file} could not be written, and nothing of the export was left behind.',
    zh: '磁盘已满:无法写入 {file},未留下任何不完整的导出内容。',
    nextEn: 'Free some space, or name a folder on another disk with --out.',
    nextZh: '请释放空间,或用 --out 指定其他磁盘上的目录。',
  },
  'export.write-failed': {
    en: 'Cannot write {file}: {reason}.',
    zh: '无法写入 {file}:{reason}。',
    nextEn: 'Check the path given with --out and its permissions.',
    nextZh: '请检查 --out 指定的路径与写入权限。',
  },
  'export.stopped': {
    en: 'The export was stopped before it was whole; nothing of it was left behind.',
    zh: '导出在完成前被中止,未留下任何不完整的内容。',
    nextEn: 'Run the same command again.',
    nextZh: '请重新运行同一命令。',
  },
} as const satisfies Record<string, ErrorText>;
