import type { ExportSources } from '../../lib/export/exportSources.ts';
import type { Stores } from './openStores.ts';

/** A running system as an export reads it. */
export function exportSources(stores: Stores): ExportSources {
  const { chains, contents, proofs, films, forecasts, signals, signer } = stores;
  return { chains, contents, proofs, films, forecasts, signals, signer };
}
