/** How ids of simulated films begin. */
export const SIMULATED_ID = 'sim-';
