import * as fc from 'fast-check';

/**
 * One seed for all runs, so that a change is judged by itself and not by luck. Look further with another one:
 * `FAST_CHECK_SEED=$RANDOM npm test`.
 */
fc.configureGlobal({ seed: Number(process.env.FAST_CHECK_SEED ?? 20_261_122) });
