import type { ErrorText } from '../errorText.ts';

const RE_EXPORT = {
  nextEn: 'Save the file again as "CSV UTF-8" (comma separated) and give it anew.',
  nextZh: '请将文件重新另存为“CSV UTF-8(逗号分隔)”后再次提供。',
} as const;
const FIX_CELL = {
  nextEn: 'Correct this cell and give the file again; repeated good rows do no harm.',
  nextZh: '请改正该单元格后重新提供文件;重复的好行不会造成影响。',
} as const;

/** Reasons to refuse a history file whole. */
const FILE_ERRORS = {
  'history.file-too-large': {
    en: 'The file holds more than {limit} MB when unpacked.',
    zh: '文件解压后超过 {limit} MB。',
    nextEn: 'Split the file by year and drop the parts as batches of their own.',
    nextZh: '请按年份拆分文件,并作为多个批次分别提供。',
  },
  'history.gzip-broken': {
    en: 'The file is not a complete gzip file.',
    zh: '该文件不是完整的 gzip 文件。',
    nextEn: 'Compress it again with gzip, or give the CSV itself.',
    nextZh: '请用 gzip 重新压缩,或直接提供 CSV 文件。',
  },
  'history.encoding-utf16': {
    en: 'The file is UTF-16, not UTF-8.',
    zh: '文件编码是 UTF-16,而不是 UTF-8。',
    ...RE_EXPORT,
  },
  'history.encoding-other': {
    en: 'The file is not UTF-8; files saved by older Chinese Windows programs are often GBK.',
    zh: '文件不是 UTF-8 编码;较旧的中文 Windows 程序保存的文件常为 GBK。',
    ...RE_EXPORT,
  },
  'history.nul-byte': {
    en: 'The file holds a NUL byte, so it is not a text file.',
    zh: '文件含有 NUL 字节,不是文本文件。',
    nextEn: 'Export the table as CSV UTF-8; spreadsheets (.xlsx) and databases are not read directly.',
    nextZh: '请将表格导出为 CSV UTF-8;不能直接读取电子表格(.xlsx)或数据库文件。',
  },
  'history.no-header': {
    en: 'The file is empty.',
    zh: '文件为空。',
    nextEn: 'Begin the file with a header line that names the columns; docs/history-files.md lists them.',
    nextZh: '文件第一行必须是列名表头,列名见 docs/history-files.md。',
  },
  'history.no-rows': {
    en: 'The file has a header and no rows.',
    zh: '文件只有表头,没有数据行。',
    nextEn: 'Check the export: at least one row is needed.',
    nextZh: '请检查导出结果,至少需要一行数据。',
  },
  'history.header-broken': {
    en: 'The header line cannot be read: a quotation mark is not closed, or it is longer than {limit} characters.',
    zh: '无法读取表头:引号没有闭合,或长度超过 {limit} 个字符。',
    nextEn: 'Write the header as one line of column names separated by commas.',
    nextZh: '请将表头写成一行,列名之间用逗号分隔。',
  },
  'history.header-too-wide': {
    en: 'The header has {count} columns; at most {limit} are read.',
    zh: '表头有 {count} 列,最多只能读取 {limit} 列。',
    nextEn: 'Export only the columns that docs/history-files.md names.',
    nextZh: '请只导出 docs/history-files.md 中列出的列。',
  },
  'history.column-missing': {
    en: 'The header lacks {columns}.',
    zh: '表头缺少列:{columns}。',
    nextEn: 'Add the column; separate columns by commas, not semicolons or tabs.',
    nextZh: '请补充该列;列之间须用逗号分隔,不能用分号或制表符。',
  },
  'history.column-twice': {
    en: 'The header names {name} twice, directly or by another name for it.',
    zh: '表头重复出现列 {name}(包括其别名)。',
    nextEn: 'Keep one of the two columns.',
    nextZh: '请只保留其中一列。',
  },
  'history.no-measure-column': {
    en: 'The header has no measure such as gross, presale_gross or want_to_see.',
    zh: '表头没有任何度量列(如 gross、presale_gross、want_to_see)。',
    nextEn: 'Add at least one measure; docs/history-files.md lists them.',
    nextZh: '请至少加入一个度量列,可用列见 docs/history-files.md。',
  },
  'history.too-many-bad-rows': {
    en: '{bad} of {rows} rows cannot be used: more than {share} % and more than {few} rows, or {most} rows, or all.',
    zh: '{rows} 行中有 {bad} 行不可用:超过 {share} % 且多于 {few} 行,或达到 {most} 行,或全部不可用。',
    nextEn:
      'Look at the quarantined rows: most often one column was exported in another format. Nothing of this file was taken.',
    nextZh: '请查看隔离的行:多半是某一列的导出格式不对。该文件没有任何内容入库。',
  },
} as const satisfies Record<string, ErrorText>;

/** Reasons to quarantine one row. */
const ROW_ERRORS = {
  'history.row-ragged': {
    en: 'The row has {found} cells where the header has {expected}.',
    zh: '该行有 {found} 个单元格,而表头有 {expected} 列。',
    nextEn: 'Quote cells that contain commas, and keep empty cells between commas.',
    nextZh: '含逗号的单元格请加引号,空单元格也要保留逗号。',
  },
  'history.row-quotes': {
    en: 'A quotation mark is out of place or not closed.',
    zh: '引号位置不对或没有闭合。',
    nextEn: 'Put the whole cell in quotation marks and double those inside, as in "Say ""hi""".',
    nextZh: '请将整个单元格放在引号内,内部的引号写成两个,例如 "Say ""hi"""。',
  },
  'history.row-too-long': {
    en: 'The line is longer than {limit} characters.',
    zh: '该行超过 {limit} 个字符。',
    nextEn: 'Shorten the cells; a list of people needs the leading names only.',
    nextZh: '请缩短单元格内容;人员名单只需列出主要姓名。',
  },
  'history.row-empty': {
    en: 'The row says nothing: every cell, or every measure, is empty.',
    zh: '该行没有内容:所有单元格或所有度量都为空。',
    nextEn: 'Leave the row out, or fill in a measure; nothing was lost.',
    nextZh: '请删除该行或填入度量;没有数据因此丢失。',
  },
  'history.row-twice': {
    en: 'The row repeats line {line} word for word.',
    zh: '该行与第 {line} 行完全相同。',
    nextEn: 'Leave the repetition out; the first one was taken.',
    nextZh: '请删除重复行;已采用第一行。',
  },
  'history.row-conflict': {
    en: 'The row contradicts line {line}, which is about the same film and day.',
    zh: '该行与第 {line} 行矛盾,两行是同一影片的同一天。',
    nextEn: 'Keep the right one of the two; the first one was taken.',
    nextZh: '请保留正确的一行;目前采用第一行。',
  },
  'history.film-twice': {
    en: 'Film "{filmId}" is already described on line {line}, differently.',
    zh: '影片“{filmId}”在第 {line} 行已有不同的描述。',
    nextEn: 'Give each film and each re-release an id of its own, and keep one row for each; the first one was taken.',
    nextZh: '每部影片及每次重映应有各自的编号,且只保留一行;目前采用第一行。',
  },
  'history.film-elsewhere': {
    en: 'Film "{filmId}" is already known in market {market}.',
    zh: '影片“{filmId}”已存在于市场 {market}。',
    nextEn: 'A film id names one release in one market: give this one another id.',
    nextZh: '一个影片编号只对应一个市场的一次上映,请为本片另取编号。',
  },
  'history.film-unknown': {
    en: 'No films file names film "{filmId}".',
    zh: '没有任何影片文件包含影片“{filmId}”。',
    nextEn: 'Add the film to films.csv and give both files again.',
    nextZh: '请在 films.csv 中加入该影片,并重新提供两个文件。',
  },
  'history.cell-empty': { en: '{column} is empty.', zh: '{column} 为空。', ...FIX_CELL },
  'history.text-too-long': {
    en: '{column} is longer than {limit} characters.',
    zh: '{column} 超过 {limit} 个字符。',
    ...FIX_CELL,
  },
  'history.text-control': {
    en: '{column} holds a control character.',
    zh: '{column} 含有控制字符。',
    ...FIX_CELL,
  },
  'history.id-malformed': {
    en: '"{text}" cannot be a film id.',
    zh: '“{text}”不能作为影片编号。',
    nextEn: 'Use letters, digits and . _ : - only, beginning with a letter or digit, at most 64 characters.',
    nextZh: '只能使用字母、数字及 . _ : -,以字母或数字开头,最多 64 个字符。',
  },
  'history.market-unknown': {
    en: '"{text}" is not a market that is served.',
    zh: '“{text}”不是受支持的市场。',
    nextEn: 'Use US, CN or KR.',
    nextZh: '请使用 US、CN 或 KR。',
  },
  'history.currency-other': {
    en: 'The currency "{text}" is not that of market {market}, {expected}.',
    zh: '货币“{text}”与市场 {market} 的货币 {expected} 不符。',
    nextEn: 'Give amounts in the market’s own currency; nothing is converted.',
    nextZh: '请使用该市场的货币;系统不做换算。',
  },
  'history.number-malformed': {
    en: '"{text}" in {column} is not a number.',
    zh: '{column} 中的“{text}”不是数字。',
    nextEn: 'Write digits with a decimal point, and leave the cell empty when the value is unknown.',
    nextZh: '请用数字和小数点书写;未知时留空。',
  },
  'history.number-unit': {
    en: '"{text}" in {column} is written with a unit or symbol.',
    zh: '{column} 中的“{text}”带有单位或符号。',
    nextEn: 'Write the plain number: 12300000 for 1230万, 1500000 for $1.5M, 0.35 for 35 %.',
    nextZh: '请写完整数字:1230万 写作 12300000,$1.5M 写作 1500000,35% 写作 0.35。',
  },
  'history.number-grouping': {
    en: '"{text}" in {column} is written with thousands separators.',
    zh: '{column} 中的“{text}”含有千分位分隔符。',
    nextEn: 'Write the digits without separators, for example 1234567.89.',
    nextZh: '请去掉分隔符,例如 1234567.89。',
  },
  'history.number-exponent': {
    en: '"{text}" in {column} is in scientific notation, which may have lost digits.',
    zh: '{column} 中的“{text}”是科学计数法,可能已丢失精度。',
    nextEn: 'Format the column as a plain number in the spreadsheet and export it again.',
    nextZh: '请在电子表格中将该列设为普通数字格式后重新导出。',
  },
  'history.number-fraction': {
    en: '"{text}" in {column} has more decimals than it can have.',
    zh: '{column} 中的“{text}”小数位数过多。',
    nextEn: 'Counts are whole numbers; amounts have at most the decimals of their currency.',
    nextZh: '计数必须是整数;金额的小数位不能超过货币的最小单位。',
  },
  'history.number-range': {
    en: '"{text}" in {column} lies outside {low} … {high}.',
    zh: '{column} 中的“{text}”不在 {low} … {high} 范围内。',
    ...FIX_CELL,
  },
  'history.date-future': {
    en: '{column} {text} has not come yet; today is {today} in market {market}.',
    zh: '{column} {text} 尚未到来;市场 {market} 的今天是 {today}。',
    ...FIX_CELL,
  },
  'history.date-range': {
    en: '{column} {text} lies outside {low} … {high}.',
    zh: '{column} {text} 不在 {low} … {high} 范围内。',
    ...FIX_CELL,
  },
  'history.total-too-early': {
    en: 'The film opens on {release}, after today, and cannot have a final gross.',
    zh: '影片将于 {release} 上映,尚不可能有总票房。',
    nextEn: 'Leave final_gross empty until the run is over, or correct release_date.',
    nextZh: '下映前请将 final_gross 留空,或改正 release_date。',
  },
  'history.gross-too-early': {
    en: 'A gross on {text} is more than {days} days before the release on {release}.',
    zh: '{text} 的票房早于上映日 {release} 超过 {days} 天。',
    nextEn: 'Correct the date; a re-release is a film with an id of its own.',
    nextZh: '请改正日期;重映应使用单独的影片编号。',
  },
  'history.show-date-early': {
    en: 'The day of showing {text} is before the day of the sale {date}.',
    zh: '放映日 {text} 早于销售日 {date}。',
    ...FIX_CELL,
  },
  'history.show-date-measure': {
    en: 'A row with a show_date may carry presale measures only, not {column}.',
    zh: '带 show_date 的行只能包含预售度量,不能包含 {column}。',
    nextEn: 'Put the other measures of the day into a row without show_date.',
    nextZh: '请将当天的其他度量放到不带 show_date 的行中。',
  },
} as const satisfies Record<string, ErrorText>;

/** What a person should look at; the rows are taken. */
const WARNINGS = {
  'history.column-unknown': {
    en: 'The column {name} is not known and was ignored.',
    zh: '未知的列 {name} 已被忽略。',
    nextEn: 'Check its spelling if it was meant to be read; docs/history-files.md lists the columns.',
    nextZh: '如需读取该列,请检查拼写;可用列见 docs/history-files.md。',
  },
  'history.zero-unknown': {
    en: '{column} is 0, which was read as unknown.',
    zh: '{column} 为 0,已按“未知”处理。',
    nextEn: 'Leave unknown cells empty.',
    nextZh: '未知的单元格请留空。',
  },
  'history.sum-above-total': {
    en: 'The days of film "{filmId}" add up to {sum}, more than its final gross {total}.',
    zh: '影片“{filmId}”的每日票房合计 {sum},高于总票房 {total}。',
    nextEn: 'Check the total and the days; both were taken as they are.',
    nextZh: '请核对总票房与每日票房;两者均按原样采用。',
  },
  'history.day-unfinished': {
    en: 'The day {text} is not over; its figures may still grow.',
    zh: '{text} 尚未结束,其数字可能继续增长。',
    nextEn: 'Drop the day again when it is over; the later row replaces this one.',
    nextZh: '当天结束后请再次提供该日数据,后到的行会替换本行。',
  },
  'history.file-twice': {
    en: 'The batch holds {file} plain and compressed; the plain one was read.',
    zh: '该批次同时含有未压缩与压缩的 {file},已读取未压缩的文件。',
    nextEn: 'Remove one of the two.',
    nextZh: '请删除其中一个。',
  },
} as const satisfies Record<string, ErrorText>;

/** Failures around the files: events, snapshots, batches. */
const IMPORT_ERRORS = {
  'history.snapshot-broken': {
    en: 'The market snapshot {key} cannot be read: {reason}.',
    zh: '无法读取市场快照 {key}:{reason}。',
    nextEn: 'Drop any batch of this market again: a new snapshot is built from the accepted batches.',
    nextZh: '请重新提供该市场的任一批次,系统会由已接受的批次重建快照。',
  },
  'history.snapshot-contended': {
    en: 'Too many batches of market {market} arrived at once.',
    zh: '市场 {market} 同时到达的批次过多。',
    nextEn: 'Nothing is lost: the import is tried again within five minutes.',
    nextZh: '没有数据丢失:五分钟内会自动重试导入。',
  },
  'history.batch-malformed': {
    en: '"{text}" cannot be the name of a batch.',
    zh: '“{text}”不能作为批次名。',
    nextEn:
      'Drop files as history/<batch>/films.csv and history/<batch>/daily.csv, with a batch name of at most 128 characters.',
    nextZh: '请按 history/<批次>/films.csv 与 history/<批次>/daily.csv 提供文件,批次名最多 128 个字符。',
  },
  'history.event-unknown': {
    en: 'The import function was called with something that is neither an S3 notification nor a schedule.',
    zh: '导入函数收到的既不是 S3 通知,也不是定时任务。',
    nextEn: 'Send S3 object-created notifications or {"kind":"settle"}.',
    nextZh: '请发送 S3 对象创建通知或 {"kind":"settle"}。',
  },
} as const satisfies Record<string, ErrorText>;

/** Failures of fetching history from elsewhere. */
const COLLECT_ERRORS = {
  'collect.source-malformed': {
    en: '"{source}" is neither an https: address nor a file: folder.',
    zh: '“{source}”既不是 https: 地址,也不是 file: 文件夹。',
    nextEn: 'Set MARQUEE_COLLECT_SOURCE to an https: prefix that holds films.csv and daily.csv, or leave it empty.',
    nextZh: '请将 MARQUEE_COLLECT_SOURCE 设为含有 films.csv 与 daily.csv 的 https: 前缀,或留空。',
  },
  'collect.source-unavailable': {
    en: 'The source did not deliver {file}: {reason}.',
    zh: '数据源未能提供 {file}:{reason}。',
    nextEn: 'Nothing was collected for this time slot, and it is recorded as missing; the next slot tries again.',
    nextZh: '本时段没有采集到数据,已记录为缺失;下一时段会再次尝试。',
  },
  'collect.event-unknown': {
    en: 'The collecting function was called without the time of its slot.',
    zh: '采集函数被调用时没有给出时段时间。',
    nextEn: 'Send {"kind":"collect","scheduledTime":"2026-02-17T06:00:00Z"} as the scheduler does.',
    nextZh: '请像调度器一样发送 {"kind":"collect","scheduledTime":"2026-02-17T06:00:00Z"}。',
  },
} as const satisfies Record<string, ErrorText>;

/** Codes of history files: reading, importing, collecting. */
export const HISTORY_ERRORS = {
  ...FILE_ERRORS,
  ...ROW_ERRORS,
  ...WARNINGS,
  ...IMPORT_ERRORS,
  ...COLLECT_ERRORS,
} as const satisfies Record<string, ErrorText>;
