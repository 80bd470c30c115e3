import type { ExportSources, SignalReader } from '../../lib/export/exportSources.ts';
import type { Stores } from './openStores.ts';

/** No store of signals is declared yet: the tables of signals stay empty. */
const NO_SIGNALS: SignalReader = { read: async () => [] };

/** A running system as an export reads it. */
export function exportSources({ chains, contents, proofs, films, forecasts, signer }: Stores): ExportSources {
  return { chains, contents, proofs, films, forecasts, signer, signals: NO_SIGNALS };
}
