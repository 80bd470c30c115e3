import { buildErrorPage } from '../../lib/api/errorPage.ts';
import { buildOpenApi } from '../../lib/api/openApi.ts';

/** The documents that are generated from the code and committed, by their path. */
export const DOCUMENTS: Readonly<Record<string, () => string>> = {
  'docs/openapi.json': () => `${JSON.stringify(buildOpenApi(), null, 2)}\n`,
  'docs/errors.md': buildErrorPage,
};
