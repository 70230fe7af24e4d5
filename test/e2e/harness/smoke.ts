/** Whether only the short part of the tests runs. */
export const SMOKE = process.env.E2E_SMOKE === '1';
