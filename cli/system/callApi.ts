import { AppError } from '../../lib/errors/appError.ts';

/** What a problem answer says for people; see docs/errors.md. */
interface Problem {
  readonly title?: string;
  readonly detail?: string;
  readonly code?: string;
}

/**
 * Calls the HTTP API.
 * @throws AppError `cli.request-failed` when nothing answers, `cli.request-refused` with the problem that was answered
 */
export async function callApi<Answer>(
  api: string,
  token: string,
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
): Promise<Answer> {
  let response: Response;
  try {
    response = await fetch(`${api}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(30_000),
    });
  } catch (cause) {
    throw new AppError('cli.request-failed', { endpoint: api, reason: reasonOf(cause) }, { cause });
  }
  const answer: unknown = await response.json().catch(() => ({}));
  if (response.ok) return answer as Answer;
  const { title, detail, code } = answer as Problem;
  throw new AppError('cli.request-refused', {
    ...{ status: response.status, detail: detail ?? title ?? response.statusText, code: code ?? '–' },
  });
}

function reasonOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error ? cause.message : message;
}
