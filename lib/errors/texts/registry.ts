import type { ErrorText } from '../errorText.ts';

/** Codes of the artifact registry and of training runs. */
export const REGISTRY_ERRORS = {
  'artifact.unknown': {
    en: 'There is no artifact "{artifactId}" for market {market}.',
    zh: '市场 {market} 没有模型制品“{artifactId}”。',
    nextEn: 'List the registered artifacts with GET /v1/artifacts and use one of their ids.',
    nextZh: '请通过 GET /v1/artifacts 查看已登记的模型制品,并使用其中的编号。',
  },
  'artifact.conflict': {
    en: 'Artifact {artifactId} is already stored with another content of {file}; artifacts are written once.',
    zh: '模型制品 {artifactId} 已存在,且 {file} 的内容不同;制品只能写入一次。',
    nextEn: 'Do not reuse an id: train again, and look at who else writes to the artifact bucket.',
    nextZh: '请勿重复使用编号:请重新训练,并检查还有谁在写入制品存储桶。',
  },
  'champion.none': {
    en: 'Market {market} has no champion yet.',
    zh: '市场 {market} 尚无当前模型。',
    nextEn: 'Drop history for this market so that a model is trained, or promote a registered artifact.',
    nextZh: '请导入该市场的历史数据以训练模型,或启用一个已登记的制品。',
  },
  'champion.no-previous': {
    en: 'Market {market} has no earlier champion to go back to.',
    zh: '市场 {market} 没有可回退的先前模型。',
    nextEn: 'Promote a registered artifact instead.',
    nextZh: '请改为启用一个已登记的制品。',
  },
  'champion.seal-invalid': {
    en: 'The champion pointer of market {market} (version {version}) does not carry a valid seal; it was not written by this product.',
    zh: '市场 {market} 的当前模型指针(版本 {version})签名无效,并非由本产品写入。',
    nextEn: 'Find out who changed the operations table, then promote a trusted artifact over version {version}.',
    nextZh: '请查明是谁改动了运维表,然后在版本 {version} 之上启用可信制品。',
  },
  'champion.rolled-back': {
    en: 'The champion pointer of market {market} shows version {version} after version {newest} had been seen.',
    zh: '市场 {market} 的当前模型指针显示版本 {version},而此前已见过版本 {newest}。',
    nextEn: 'Find out who wrote an old pointer back; roll back with "marquee artifacts", which moves the version on.',
    nextZh: '请查明是谁写回了旧指针;如需回退,请使用“marquee artifacts”,版本号会继续递增。',
  },
  'run.unknown': {
    en: 'There is no training run "{runId}".',
    zh: '没有训练任务“{runId}”。',
    nextEn: 'Look at the import report: it names the run it started.',
    nextZh: '请查看导入报告,其中列出了所启动的训练任务。',
  },
} as const satisfies Record<string, ErrorText>;
