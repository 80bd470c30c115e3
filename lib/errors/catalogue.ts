import type { ErrorParams, ErrorText } from './errorText.ts';
import { ARTIFACT_ERRORS } from './texts/artifact.ts';
import { CALENDAR_ERRORS } from './texts/calendar.ts';
import { CLI_ERRORS } from './texts/cli.ts';
import { COLLECT_ERRORS } from './texts/collect.ts';
import { FILM_ERRORS } from './texts/film.ts';
import { HISTORY_ERRORS } from './texts/history.ts';
import { HTTP_ERRORS } from './texts/http.ts';
import { IDENTITY_ERRORS } from './texts/identity.ts';
import { LIVE_ERRORS } from './texts/live.ts';
import { LOCAL_ERRORS } from './texts/local.ts';
import { MODEL_ERRORS } from './texts/models.ts';
import { PROOF_ERRORS } from './texts/proof.ts';
import { REGISTRY_ERRORS } from './texts/registry.ts';
import { REPLAY_ERRORS } from './texts/replay.ts';
import { SIGNAL_ERRORS } from './texts/signals.ts';
import { STORE_ERRORS } from './texts/store.ts';
import { STREAM_ERRORS } from './texts/stream.ts';
import { TRAINING_RUN_ERRORS } from './texts/trainingRun.ts';

const TEXTS = {
  ...FILM_ERRORS,
  ...ARTIFACT_ERRORS,
  ...MODEL_ERRORS,
  ...STORE_ERRORS,
  ...TRAINING_RUN_ERRORS,
  ...HTTP_ERRORS,
  ...REGISTRY_ERRORS,
  ...HISTORY_ERRORS,
  ...CLI_ERRORS,
  ...LOCAL_ERRORS,
  ...SIGNAL_ERRORS,
  ...REPLAY_ERRORS,
  ...STREAM_ERRORS,
  ...COLLECT_ERRORS,
  ...IDENTITY_ERRORS,
  ...CALENDAR_ERRORS,
  ...LIVE_ERRORS,
  ...PROOF_ERRORS,
} as const;

/** Every code the product can answer with; codes are stable and documented in docs/errors.md. */
export type ErrorCode = keyof typeof TEXTS;

export const ERROR_CODES = Object.keys(TEXTS) as readonly ErrorCode[];

/** The sentences of a code as they are written, with placeholders. */
export function errorText(code: ErrorCode): ErrorText {
  return TEXTS[code];
}

/** The sentences of a code, in both languages, with its parameters filled in. */
export function describeError(code: ErrorCode, params: ErrorParams): ErrorText {
  const text = errorText(code);
  const fill = (sentence: string) => sentence.replace(/\{(\w+)\}/g, (whole, name) => String(params[name] ?? whole));
  return { en: fill(text.en), zh: fill(text.zh), nextEn: fill(text.nextEn), nextZh: fill(text.nextZh) };
}
