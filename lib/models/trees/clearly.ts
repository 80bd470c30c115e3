/**
 * By what factor a split must beat the best one so far. Cuts that part the rows alike differ by the rounding of
 * subtracted histograms; without this margin such noise would choose among them, and with them the whole model.
 */
export const CLEARLY = 1 + 1e-10;
