/** Milliseconds since the epoch. The only way the core learns what time it is. */
export type Clock = () => number;
