import type { ErrorText } from '../errorText.ts';

const FIX_FIELD = {
  nextEn: 'Correct the field; docs/openapi.json describes every one.',
  nextZh: '请修正该字段;各字段说明见 docs/openapi.json。',
} as const;

/** Codes of the HTTP API. */
export const HTTP_ERRORS = {
  'request.route-unknown': {
    en: 'There is nothing at {path}.',
    zh: '{path} 处没有任何资源。',
    nextEn: 'Use one of the paths in docs/openapi.json; they begin with /v1/ and have no slash at the end.',
    nextZh: '请使用 docs/openapi.json 中的路径;均以 /v1/ 开头,末尾不带斜杠。',
  },
  'request.method-unknown': {
    en: '{path} does not answer {method}.',
    zh: '{path} 不支持 {method} 方法。',
    nextEn: 'Use {allowed}.',
    nextZh: '请使用 {allowed}。',
  },
  'request.content-type': {
    en: 'The body is declared as {contentType}, which is not read here.',
    zh: '请求正文声明为 {contentType},此处无法读取。',
    nextEn: 'Send JSON in UTF-8 with the header "content-type: application/json".',
    nextZh: '请以 UTF-8 编码发送 JSON,并带上请求头“content-type: application/json”。',
  },
  'request.body-missing': {
    en: 'The request has no body.',
    zh: '请求没有正文。',
    nextEn: 'Send a JSON object, for example {"filmId": "…"}.',
    nextZh: '请发送一个 JSON 对象,例如 {"filmId": "…"}。',
  },
  'request.body-malformed': {
    en: 'The body is not JSON: {reason}.',
    zh: '请求正文不是有效的 JSON:{reason}。',
    nextEn: 'Check quotes, commas and encoding; NaN and Infinity are not JSON, leave unknown values out.',
    nextZh: '请检查引号、逗号与编码;NaN 与 Infinity 不是 JSON,未知的值请省略。',
  },
  'request.body-too-large': {
    en: 'The body has {size} bytes; at most {limit} are read.',
    zh: '请求正文有 {size} 字节;最多读取 {limit} 字节。',
    nextEn: 'Send one film per request; whole histories go to the history bucket as files.',
    nextZh: '每次请求只发送一部影片;整段历史请以文件放入历史存储桶。',
  },
  'request.body-too-deep': {
    en: 'The body nests deeper than {limit} levels.',
    zh: '请求正文的嵌套超过 {limit} 层。',
    nextEn: 'Send the flat object that docs/openapi.json describes.',
    nextZh: '请发送 docs/openapi.json 所述的扁平对象。',
  },
  'request.invalid': {
    en: 'The request has {count} wrong field(s): {fields}.',
    zh: '请求中有 {count} 个字段有误:{fields}。',
    nextEn: 'Correct what "errors" lists, field by field.',
    nextZh: '请按“errors”中的列表逐个修正字段。',
  },
  'request.moment-not-served': {
    en: 'The end of {date} is {origin} for a release on {releaseDate}; forecasts are made from T-7 to T+7.',
    zh: '对于 {releaseDate} 上映的影片,{date} 结束时为 {origin};预测仅在 T-7 至 T+7 之间作出。',
    nextEn: 'Give a date from eight days before release to six days after it.',
    nextZh: '请提供上映前八天至上映后六天之间的日期。',
  },
  'request.date-in-future': {
    en: '{date} has not come yet in {market}, so nothing can be known of it.',
    zh: '在 {market},{date} 尚未到来,因此不可能有该日的数据。',
    nextEn: 'Give the last day of which the numbers are known.',
    nextZh: '请提供已知数据的最后一天。',
  },
  'request.origin-before-data': {
    en: 'Nothing is known of {market} at {origin} of "{filmId}": the data begin on {first}.',
    zh: '在影片“{filmId}”的 {origin} 时刻,{market} 尚无任何数据:数据始于 {first}。',
    nextEn: 'Ask for a later origin, or import the history before that day.',
    nextZh: '请选择更晚的预测起点,或导入该日之前的历史数据。',
  },
  'film.unknown': {
    en: 'There is no film "{filmId}".',
    zh: '没有影片“{filmId}”。',
    nextEn: 'Look the id up with GET /v1/films, import the film, or send its inputs instead of an id.',
    nextZh: '请通过 GET /v1/films 查询编号,或导入该影片,或直接发送其各项数据。',
  },
  'film.ambiguous': {
    en: 'Film "{filmId}" exists in several markets: {markets}.',
    zh: '影片“{filmId}”存在于多个市场:{markets}。',
    nextEn: 'Say which with "market".',
    nextZh: '请用“market”指明市场。',
  },
  'field.missing': {
    en: '{field} is missing.',
    zh: '缺少 {field}。',
    ...FIX_FIELD,
  },
  'field.type': {
    en: '{field} must be {expected}, not {received}.',
    zh: '{field} 应为 {expected},而不是 {received}。',
    ...FIX_FIELD,
  },
  'field.range': {
    en: '{field} must lie within {range}.',
    zh: '{field} 应在 {range} 范围内。',
    ...FIX_FIELD,
  },
  'field.format': {
    en: '{field} must be written as {expected}.',
    zh: '{field} 应按 {expected} 的格式书写。',
    ...FIX_FIELD,
  },
  'field.choice': {
    en: '{field} must be one of {choices}.',
    zh: '{field} 应为 {choices} 之一。',
    ...FIX_FIELD,
  },
  'field.unknown': {
    en: '{field} is not a field of this request.',
    zh: '{field} 不是该请求的字段。',
    nextEn: 'Leave it out or correct its spelling; known fields: {known}.',
    nextZh: '请删除或更正拼写;可用字段:{known}。',
  },
  'field.forbidden': {
    en: '{field} is never accepted as a name.',
    zh: '不接受以 {field} 作为字段名。',
    nextEn: 'Leave it out.',
    nextZh: '请将其删除。',
  },
  'service.unavailable': {
    en: 'The service cannot answer this just now: {reason}.',
    zh: '服务目前无法应答该请求:{reason}。',
    nextEn: 'Try again after the seconds named in Retry-After; GET /v1/health says what is missing.',
    nextZh: '请在 Retry-After 指明的秒数后重试;GET /v1/health 会说明缺少什么。',
  },
  'service.internal': {
    en: 'Something went wrong here; the request was right as far as we know.',
    zh: '服务内部出现错误;就目前所知,请求本身没有问题。',
    nextEn: 'Try again; if it happens again, report the request id {requestId}.',
    nextZh: '请重试;如再次出现,请提供请求编号 {requestId}。',
  },
} as const satisfies Record<string, ErrorText>;
