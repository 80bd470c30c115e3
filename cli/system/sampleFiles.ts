import { gzipSync } from 'node:zlib';
import type { HistoryFile } from '../../lib/history/historyFile.ts';
import { writeDailyCsv } from '../../lib/history/writeDailyCsv.ts';
import { writeFilmsCsv } from '../../lib/history/writeFilmsCsv.ts';
import { DEFAULT_SAMPLE } from '../../lib/simulation/defaultSample.ts';
import { generateSampleHistory } from '../../lib/simulation/generateSampleHistory.ts';

/** The simulated sample as the two files that a user would drop; the same bytes every time. */
export function sampleFiles(): readonly HistoryFile[] {
  const { films, rows } = generateSampleHistory(DEFAULT_SAMPLE);
  return [
    { name: 'films.csv', body: new TextEncoder().encode(writeFilmsCsv(films)) },
    { name: 'daily.csv.gz', body: gzipSync(writeDailyCsv(rows, films)) },
  ];
}
