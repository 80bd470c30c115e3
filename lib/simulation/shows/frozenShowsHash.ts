/**
 * What the simulator of single shows and ratings is, in one number, like `SIMULATOR_HASH` of the market behind it. It was
 * set before the integrity rules were written, and changes only when the generator is changed on purpose.
 */
export const SHOWS_HASH = '7218e78b8b4876dab3f0e34d240b81e89652acfec421a31f9d70cb22c8a33198';
