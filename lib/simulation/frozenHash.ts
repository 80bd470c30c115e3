/**
 * What the simulator is, in one number: reports of figures measured on it name it, and a detector, an alarm or a model
 * tuned on one simulator is not compared on another. It changes only when the generator is changed on purpose.
 */
export const SIMULATOR_HASH = 'ba6e863e05efa732e1a7a657460fd4c1e2ccef74bb2891a660d17fc03b12e450';
