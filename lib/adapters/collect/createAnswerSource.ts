import {
  BrokenCircuitError,
  BulkheadRejectedError,
  bulkhead,
  ConsecutiveBreaker,
  circuitBreaker,
  DelegateBackoff,
  handleWhen,
  retry,
  wrap,
} from 'cockatiel';
import { AppError } from '../../errors/appError.ts';
import type { AnswerSource, SourceReply, SourceRequest } from '../../ports/answerSource.ts';
import type { ExchangeLimits } from './exchange.ts';
import { followRedirects } from './followRedirects.ts';
import { createPacer } from './pacer.ts';
import { PUBLIC_INTERNET, type Reach } from './reach.ts';
import { replyOf } from './replyOf.ts';
import { isTransient, type TransientFailure } from './transientFailure.ts';

export interface AnswerSourceOptions {
  readonly reach: Reach;
  readonly limits: ExchangeLimits;
  /** Tries after the first. */
  readonly retries: number;
  /** The wait before the second try is at most this, then twice, four times …, each drawn at random from zero on. */
  readonly baseDelayMs: number;
  /** Longest wait before a try; a source that asks for more is left alone until then. */
  readonly longestWaitMs: number;
  /** Failures in a row after which a host is left alone, and for how long. */
  readonly breaker: { readonly failures: number; readonly restMs: number };
  readonly clock: () => number;
  /** In [0, 1). */
  readonly random: () => number;
}

const DEFAULTS: AnswerSourceOptions = {
  reach: PUBLIC_INTERNET,
  limits: { connectMs: 5_000, headersMs: 15_000, wholeMs: 30_000, maxBytes: 8 * 1024 * 1024 },
  retries: 3,
  baseDelayMs: 500,
  longestWaitMs: 20_000,
  breaker: { failures: 6, restMs: 60_000 },
  clock: Date.now,
  random: Math.random,
};
const LONGEST_QUEUE = 1_000;

/**
 * Asks providers over https, each host with its own pace, concurrency and breaker. Only what may pass is tried again.
 * Messages name host and path, never the query, where keys stand.
 */
export function createAnswerSource(options: Partial<AnswerSourceOptions> = {}): AnswerSource {
  const settings = { ...DEFAULTS, ...options };
  const hosts = new Map<string, ReturnType<typeof openHost>>();

  return {
    async ask(request) {
      const { host, pathname } = new URL(request.url);
      const file = `${host}${pathname}`.slice(0, 200);
      const known = hosts.get(host) ?? openHost(settings, request.rate);
      hosts.set(host, known);
      try {
        return await known.ask(request);
      } catch (error) {
        if (error instanceof AppError) throw error;
        throw new AppError('collect.source-unavailable', { file, reason: explain(error) }, { cause: error });
      }
    },
  };
}

/** The state of one host, which all sources on it share. */
function openHost(settings: AnswerSourceOptions, rate: SourceRequest['rate']) {
  const { clock, longestWaitMs, retries } = settings;
  const pace = createPacer({ perSecond: rate.perSecond, longestWaitMs, clock });
  const passing = handleWhen((error) => isTransient(error) && !isTooLong(error, longestWaitMs));
  const tries = retry(passing, {
    maxAttempts: retries,
    backoff: new DelegateBackoff(({ attempt, result }) =>
      waitBefore(attempt, 'error' in result && result.error, settings),
    ),
  });
  const breaker = circuitBreaker(handleWhen(isTransient), {
    halfOpenAfter: settings.breaker.restMs,
    breaker: new ConsecutiveBreaker(settings.breaker.failures),
  });
  const policy = wrap(bulkhead(rate.concurrency, LONGEST_QUEUE), tries, breaker);

  return {
    ask(request: SourceRequest): Promise<SourceReply> {
      let attempts = 0;
      return policy.execute(async () => {
        await pace.turn();
        attempts++;
        try {
          const answer = await followRedirects(request, settings.reach, settings.limits);
          return replyOf(answer, request, { attempts, now: clock() });
        } catch (error) {
          if (isTransient(error) && error.retryAfterMs !== undefined) pace.rest(error.retryAfterMs);
          throw error;
        }
      });
    },
  };
}

const isTooLong = ({ retryAfterMs = 0 }: TransientFailure, longestWaitMs: number) => retryAfterMs > longestWaitMs;

/** Full jitter: many collectors that failed together do not come back together. Never sooner than the source asked. */
function waitBefore(attempt: number, error: unknown, settings: AnswerSourceOptions): number {
  const asked = isTransient(error) ? (error.retryAfterMs ?? 0) : 0;
  const ceiling = Math.min(settings.longestWaitMs, settings.baseDelayMs * 2 ** (attempt - 1));
  return Math.min(settings.longestWaitMs, asked + settings.random() * ceiling);
}

function explain(error: unknown): string {
  if (error instanceof BrokenCircuitError) return 'it failed several times in a row and is left alone for a while';
  if (error instanceof BulkheadRejectedError) return 'too many requests wait for it already';
  return error instanceof Error ? error.message : String(error);
}
