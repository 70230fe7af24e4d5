import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { pageAssets } from '../../bin/commands/page-file';
import { planPage } from '../../lib/report/html/plan-page';
import { Plan } from '../../lib/plan/plan';
import { startBrowser, whyNoBrowser } from '../../test/browser/browser';

const RUNS = 5;

/** Cost of opening the page of a plan. */
export interface PageOpening {
  /** Time from navigation until all is loaded and drawn, in ms. Median of several runs. */
  readonly milliseconds: number;
  /** Size of the file in bytes. */
  readonly bytes: number;
  /** Time to render the page of a plan, in ms. */
  readonly renderMilliseconds: number;
}

/** Opens the page of a plan in Chromium, each time in a new context. Undefined without Chromium. */
export async function pageOpening(plan: Plan): Promise<PageOpening | undefined> {
  if (whyNoBrowser() !== undefined) return undefined;
  const assets = pageAssets();
  planPage(plan, assets);
  const started = performance.now();
  const page = planPage(plan, assets);
  const renderMilliseconds = performance.now() - started;
  const folder = mkdtempSync(join(tmpdir(), 'cdk-hadoop-bench-'));
  const file = join(folder, 'plan.html');
  writeFileSync(file, page);
  const browser = await startBrowser();
  try {
    const times: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      const context = await browser.newContext();
      const tab = await context.newPage();
      await tab.goto(pathToFileURL(file).href);
      times.push(await tab.evaluate<number>("performance.getEntriesByType('navigation')[0].loadEventEnd"));
      await context.close();
    }
    times.sort((a, b) => a - b);
    return { milliseconds: times[RUNS >> 1] ?? NaN, bytes: Buffer.byteLength(page), renderMilliseconds };
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true });
  }
}
