import { dayOf, startOfDay } from '../calendar/zone.ts';
import { AppError } from '../errors/appError.ts';
import type { AnswerMapper } from '../ports/answerMapper.ts';
import type { AnswerContext, Mapped, MappedRows } from './answerContext.ts';
import { decodeText } from './decodeText.ts';
import { readDocument } from './formats/readDocument.ts';
import { mappingPlan } from './mappingPlan.ts';
import type { ReadAnswer } from './reading.ts';
import { readMoment } from './readMoment.ts';
import { readRow } from './readRow.ts';
import { readTopics } from './readTopics.ts';
import type { SourceDeclaration } from './sourceDeclaration.ts';

/**
 * Reads a kept answer. The same answer and slot give the same readings, whenever it is read.
 * @throws AppError `collect.source-failed` when the answer as a whole cannot be trusted: cut short, another form, another
 * unit than declared; `collect.mapping-stopped`
 */
export async function readAnswer(mapper: AnswerMapper, context: AnswerContext): Promise<ReadAnswer> {
  const { declaration } = context;
  const mapped = await mapper.map(mappingPlan(declaration), readText(context));
  if (declaration.noData !== undefined && mapped.answer['noData'] === true) {
    return { noData: true, films: [], issues: [] };
  }
  for (const [at, { value, equals }] of declaration.expect.entries()) {
    if (mapped.answer[`expect${at}`] !== equals) {
      const found = JSON.stringify(mapped.answer[`expect${at}`] ?? null).slice(0, 60);
      throw failed(declaration, `${value} is ${found} instead of ${JSON.stringify(equals)}`);
    }
  }
  const { answer, rows } = mapped;
  if (!rows) throw failed(declaration, `${declaration.rows} is no list`);
  const observedAt = (row: Mapped) => observedMoment(context, answer, row);
  return declaration.film.by === 'title-in-text'
    ? readTopics(context, { answer, rows }, observedAt)
    : readRows(context, { answer, rows }, observedAt);
}

function readText({ declaration, body, contentType }: AnswerContext): unknown {
  try {
    return readDocument(decodeText(body, declaration.charset, contentType), declaration.format);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw failed(declaration, error.message, error);
  }
}

function readRows(
  context: AnswerContext,
  { answer, rows }: MappedRows,
  observedAt: (row: Mapped) => number | undefined,
): ReadAnswer {
  const read = rows.map((row, at) => readRow(context, answer, row, { at, observedAt: observedAt(row) }));
  return {
    noData: false,
    films: read.flatMap(({ film }) => film ?? []),
    issues: read.flatMap(({ issues }) => issues),
  };
}

function observedMoment({ declaration, slot }: AnswerContext, answer: Mapped, row: Mapped): number | undefined {
  const { observed, market } = declaration;
  if (observed.at === 'slot') return slot;
  if (observed.at === 'day') return Math.min(startOfDay(dayOf(slot, market) + observed.offset + 1, market), slot);
  const moment = readMoment(observed.at === 'answer' ? answer['observed'] : row['observed'], observed.as, market);
  // a day that is not over is known as far as the slot
  return moment !== undefined && observed.as.endsWith('day-end') ? Math.min(moment, slot) : moment;
}

function failed({ name }: SourceDeclaration, reason: string, cause?: unknown): AppError {
  return new AppError('collect.source-failed', { source: name, reason }, { cause });
}
