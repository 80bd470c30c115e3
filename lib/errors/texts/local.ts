import type { ErrorText } from '../errorText.ts';

/** Codes of the local run; infra/local throws them by name. */
export const LOCAL_ERRORS = {
  'local.port-busy': {
    en: 'Port {port} is taken by another program.',
    zh: '端口 {port} 已被其他程序占用。',
    nextEn: 'Choose another one with --port, or end the program that has it.',
    nextZh: '请用 --port 另选端口,或结束占用该端口的程序。',
  },
  'local.folder-in-use': {
    en: 'The data folder {folder} is in use by a running Marquee (process {pid}).',
    zh: '数据目录 {folder} 正被另一个运行中的 Marquee 使用(进程 {pid})。',
    nextEn: 'Use that one, stop it first, or choose another folder with --data.',
    nextZh: '请直接使用它、先将其停止,或用 --data 另选目录。',
  },
  'local.data-unreadable': {
    en: 'The data folder {folder} cannot be read: {reason}',
    zh: '无法读取数据目录 {folder}:{reason}',
    nextEn: 'Move the folder away and start again, or name another one with --data.',
    nextZh: '请移走该目录后重新启动,或用 --data 指定其他目录。',
  },
  'local.template-missing': {
    en: 'No synthesized template was found in {folder}.',
    zh: '在 {folder} 中没有找到已合成的模板。',
    nextEn: 'Run the command in a checkout of the project, whose dependencies are installed (npm ci).',
    nextZh: '请在已安装依赖(npm ci)的项目检出目录中运行该命令。',
  },
  'local.template-unreadable': {
    en: 'The template {file} is not understood: {reason}.',
    zh: '无法理解模板 {file}:{reason}。',
    nextEn: 'If you changed the stacks, use what the local run knows (see docs), or teach it the new part.',
    nextZh: '如果修改过部署栈,请改用本地运行所支持的写法(见文档),或为其补充支持。',
  },
  'local.synthesis-failed': {
    en: 'The stacks could not be synthesized: {reason}',
    zh: '部署栈合成失败:{reason}',
    nextEn: 'Look at the lines above; after a change of dependencies run npm ci first.',
    nextZh: '请查看上方输出;若依赖有变动,请先运行 npm ci。',
  },
} as const satisfies Record<string, ErrorText>;
