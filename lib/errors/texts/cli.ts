import type { ErrorText } from '../errorText.ts';

/** Codes of the command line. */
export const CLI_ERRORS = {
  'cli.file-unreadable': {
    en: 'Cannot read {file}: {reason}.',
    zh: '无法读取 {file}:{reason}。',
    nextEn: 'Check the path and its permissions.',
    nextZh: '请检查路径与读取权限。',
  },
  'cli.file-kind-unknown': {
    en: '{file} is neither a films file nor a daily file: its header has neither release_date nor date with film_id.',
    zh: '{file} 既不是影片文件也不是每日文件:表头中没有 release_date,也没有 film_id 与 date。',
    nextEn: 'Give files in the canonical format; the columns are described in docs/history-files.md.',
    nextZh: '请提供规范格式的文件,列说明见 docs/history-files.md。',
  },
  'cli.range-empty': {
    en: 'No film of the given files is released between {from} and {until}.',
    zh: '所给文件中没有在 {from} 至 {until} 之间上映的影片。',
    nextEn: 'Widen --test-from and --test-until, or give files that cover that time.',
    nextZh: '请放宽 --test-from 与 --test-until,或提供覆盖该时段的文件。',
  },
  'cli.value-malformed': {
    en: '"{value}" is not a valid {what}.',
    zh: '“{value}”不是有效的{what}。',
    nextEn: 'Run the command with --help to see what it takes.',
    nextZh: '请加 --help 查看该命令接受的取值。',
  },
  'cli.request-failed': {
    en: 'The service at {endpoint} did not answer: {reason}.',
    zh: '{endpoint} 的服务没有响应:{reason}。',
    nextEn: 'Check that it is running (npm start) and that the address is right.',
    nextZh: '请确认服务已启动(npm start)且地址正确。',
  },
  'cli.request-refused': {
    en: 'The service refused the request ({status}, {code}): {detail}',
    zh: '服务拒绝了该请求({status},{code}):{detail}',
    nextEn: 'Correct the request as it says; codes are listed in docs/errors.md.',
    nextZh: '请按提示修正请求;错误代码见 docs/errors.md。',
  },
  'cli.artifact-unknown': {
    en: 'There is no artifact whose id begins with "{id}".',
    zh: '没有编号以“{id}”开头的模型制品。',
    nextEn: 'List them with: marquee artifacts list.',
    nextZh: '请用 marquee artifacts list 查看。',
  },
  'cli.film-unknown': {
    en: 'No film "{filmId}" in the given files.',
    zh: '所给文件中没有影片“{filmId}”。',
    nextEn: 'Use a film_id of the films file; titles are not unique and are not accepted.',
    nextZh: '请使用影片文件中的 film_id;片名可能重复,不予接受。',
  },
} as const satisfies Record<string, ErrorText>;
