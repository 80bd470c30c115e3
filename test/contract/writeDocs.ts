import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { DOCUMENTS } from './documents.ts';

/** Writes the generated documents: `npm run openapi`. */
for (const [file, build] of Object.entries(DOCUMENTS)) {
  writeFileSync(path.join(import.meta.dirname, '../..', file), build());
}
