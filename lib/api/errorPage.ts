import { ERROR_CODES, type ErrorCode, errorText } from '../errors/catalogue.ts';
import { statusOf } from './statusOf.ts';

/** The page docs/errors.md: every code with its HTTP status, what it says, and what to do, in both languages. */
export function buildErrorPage(): string {
  const areas = Map.groupBy(ERROR_CODES.toSorted(), (code) => code.slice(0, code.indexOf('.')));
  return [
    '# Error codes',
    '',
    'Every error of the product has a stable code, a sentence and a next action in English and Chinese. Over HTTP it is',
    'a problem (RFC 9457) with the status given here; codes with 500 are not met there. Words in braces are filled in.',
    'This page is generated: `npm run openapi` writes it.',
    ...[...areas].flatMap(([area, codes]) => ['', `## ${area}`, '', ...codes.flatMap(describe)]),
    '',
  ].join('\n');
}

function describe(code: ErrorCode): readonly string[] {
  const { en, zh, nextEn, nextZh } = errorText(code);
  return [`### \`${code}\``, '', `HTTP ${statusOf(code)}`, '', `- ${en} ${nextEn}`, `- ${zh}${nextZh}`, ''];
}
