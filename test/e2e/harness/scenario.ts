import { saveEvidence } from './evidence';

/** Time beyond a test's own, to save what the cluster says after it has failed. */
const EVIDENCE_MS = 5 * 60_000;

/** Ends with a body, or with its time; Jest's own limit would end the test before anything is saved. */
async function inTime(body: () => Promise<void>, minutes: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => {
      fail(new Error(`not done after ${minutes} minutes`));
    }, minutes * 60_000);
  });
  try {
    await Promise.race([body(), late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * A test of the platform: as Jest's `test`, and what the cluster and the products say is saved when it fails, before
 * anything that comes after the test is put back.
 */
export function scenario(
  name: string,
  body: () => Promise<void>,
  limits: { readonly minutes: number },
): void {
  test(
    name,
    async () => {
      try {
        await inTime(body, limits.minutes);
      } catch (error) {
        await saveEvidence(name, error);
        throw error;
      }
    },
    limits.minutes * 60_000 + EVIDENCE_MS,
  );
}

/** As `scenario`, for what does not run in this run. */
scenario.skip = (name: string, _body: () => Promise<void>, _limits: { readonly minutes: number }): void => {
  test.skip(name, () => undefined);
};
