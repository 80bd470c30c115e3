import * as z from 'zod';
import { bilingual, component } from './common.ts';

const fieldProblem = component(
  'FieldProblem',
  z.strictObject({
    pointer: z.string().optional().describe('JSON pointer into the body, as a URI fragment (RFC 6901)'),
    parameter: z.string().optional().describe('Name of the query or path parameter'),
    code: z.string(),
    message: bilingual,
    next: bilingual,
  }),
);

/** What every error is answered with, as application/problem+json. */
export const problem = component(
  'Problem',
  z
    .strictObject({
      type: z.string().describe('urn:marquee:problem:<code>; docs/errors.md lists every code'),
      title: z.string(),
      status: z.int().min(400).max(599),
      detail: z.string().describe('What happened, in English'),
      instance: z.string().describe('urn:marquee:request:<request id>'),
      code: z.string().describe('Stable code of the error'),
      message: bilingual,
      next: bilingual.describe('What to do next'),
      requestId: z.string(),
      errors: z.array(fieldProblem).optional().describe('Field by field, what was wrong'),
    })
    .describe('A problem as RFC 9457 defines it'),
);

export type Problem = z.infer<typeof problem>;
export type FieldProblem = z.infer<typeof fieldProblem>;
