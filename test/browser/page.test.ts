import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Browser, Page } from 'playwright-core';
import { pageAssets } from '../../bin/commands/page-file';
import { prod } from '../../bin/environments/prod';
import { decimalText } from '../../lib/text/number';
import { planPage } from '../../lib/report/html/plan-page';
import { Plan } from '../../lib/plan/plan';
import { planPlatform } from '../../lib/planner/planner';
import { FIFTY_ENSEMBLES, LOCAL, RICH } from '../lib/report/described';
import { startBrowser, whyNoBrowser } from './browser';

const missing = whyNoBrowser();
if (missing !== undefined) {
  process.stderr.write(`\nSKIPPED: no page is opened in a browser: ${missing}.\n\n`);
}
const withBrowser = missing === undefined ? describe : describe.skip;

const CHECKS = readFileSync(join(__dirname, 'in-page.mjs'), 'utf8').replace(/^\/\*\*.*\*\/\n/, '');
const WIDE = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };
/** Where nothing may be cut off. */
const LAYOUTS = [PHONE, WIDE].flatMap((viewport) =>
  (['light', 'dark'] as const).map((colorScheme) => [viewport.width, colorScheme, viewport] as const),
);
const CHARTS = ['memory-chart', 'cpu-chart', 'product-chart', 'cost-chart'];
const PRODUCTS = ['zookeeper', 'hdfs', 'yarn', 'hbase', 'shared'];

const root = mkdtempSync(join(tmpdir(), 'cdk-hadoop-page-'));
const plans: Readonly<Record<string, Plan>> = {
  prod: planPlatform(prod),
  rich: planPlatform(RICH),
  local: planPlatform(LOCAL),
  fifty: planPlatform(FIFTY_ENSEMBLES),
};

interface View {
  readonly plan?: string;
  readonly colorScheme?: 'light' | 'dark';
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly javaScriptEnabled?: boolean;
}

/** A page that is open, with all that it asked for and all that it complained of. */
interface Opened {
  readonly page: Page;
  readonly requests: string[];
  readonly complaints: string[];
}

withBrowser('the page of a plan, in Chromium', () => {
  let browser: Browser;
  beforeAll(async () => {
    for (const [name, plan] of Object.entries(plans)) {
      writeFileSync(join(root, `${name}.html`), planPage(plan, pageAssets()));
    }
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser.close();
    rmSync(root, { recursive: true });
  });

  async function open({ plan = 'rich', viewport = WIDE, ...options }: View = {}): Promise<Opened> {
    const context = await browser.newContext({ viewport, ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    const requests: string[] = [];
    const complaints: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(pathToFileURL(join(root, `${plan}.html`)).href);
    return { page, requests, complaints };
  }

  /** Asks one of the checks of `in-page.mjs`. */
  const ask = async <Answer>(page: Page, call: string): Promise<Answer> =>
    page.evaluate<Answer>(`(${CHECKS.trim().replace(/;$/, '')}).${call}`);

  const figureOf = (plan: Plan, group: string, name: string) =>
    plan.roles.find((role) => role.group === group)!.figures[name]!;

  test.each(Object.keys(plans))(
    'GIVEN %s WHEN it is used THEN nothing is asked for or complained of',
    async (plan) => {
      const { page, requests, complaints } = await open({ plan });
      await page.getByRole('radio', { name: 'Dark' }).check();
      await page.getByRole('searchbox').fill('heap');
      await page.locator('main button.figure:visible').first().click();
      await page.keyboard.press('Escape');
      expect(requests).toEqual([pathToFileURL(join(root, `${plan}.html`)).href]);
      expect(complaints).toEqual([]);
      await page.context().close();
    },
  );

  test('GIVEN its policy WHEN something is asked for all the same THEN it is refused', async () => {
    const { page, complaints } = await open();
    await page.evaluate('fetch("http://127.0.0.1:9/").catch(() => undefined)');
    await page.evaluate(
      '(() => { const image = new Image(); image.src = "http://127.0.0.1:9/x.png"; document.body.append(image); })()',
    );
    await page.evaluate(
      '(() => { const script = document.createElement("script"); script.textContent = "window.foreign = 1"; document.body.append(script); })()',
    );
    expect(await page.evaluate('window.foreign')).toBeUndefined();
    expect(
      complaints.filter((text) => text.includes('Content Security Policy')).length,
    ).toBeGreaterThanOrEqual(3);
    await page.context().close();
  });

  test('GIVEN prod WHEN it is open THEN every chart is drawn in the colors of the products', async () => {
    const { page } = await open({ plan: 'prod' });
    for (const chart of CHARTS)
      expect([chart, await ask(page, `isDrawn('${chart}')`)]).toEqual([chart, true]);
    for (const product of ['zookeeper', 'hdfs', 'yarn', 'hbase']) {
      expect(await ask<number>(page, `pixelsOf('memory-chart', '${product}')`)).toBeGreaterThan(0.001);
    }
    await page.context().close();
  });

  test('GIVEN shares of a pod WHEN GiB of all pods are chosen THEN the bars follow the memory of the role', async () => {
    const { page } = await open({ plan: 'prod' });
    const before = await ask<number>(page, "pixelsOf('memory-chart', 'zookeeper')");
    await page.getByRole('radio', { name: 'GiB of all pods' }).check();
    // ZooKeeper has the least memory of all products, but a heap as large a share of its pods as others.
    expect(await ask<number>(page, "pixelsOf('memory-chart', 'zookeeper')")).toBeLessThan(before / 4);
    await page.context().close();
  });

  test('GIVEN a figure WHEN it is pressed THEN its rule, value, inputs and source are those of the plan', async () => {
    const plan = plans.prod!;
    const { page } = await open({ plan: 'prod' });
    await page.locator('#capacity-table [data-figure="datanode.memoryMiB"]').click();
    const dialog = page.getByRole('dialog', { name: 'datanode.memoryMiB' });
    const figure = figureOf(plan, 'datanode', 'memoryMiB');
    expect(await dialog.locator('#why-value').textContent()).toContain(`${decimalText(figure.value, 3)} MiB`);
    expect(await dialog.locator('#why-rule').textContent()).toBe(figure.rule);
    expect(await dialog.locator('#why-source').textContent()).toBe(figure.source);
    expect(await dialog.locator('#why-inputs tbody th').allTextContents()).toEqual(
      figure.inputs.map(({ name }) => name),
    );
    expect(await dialog.locator('#why-inputs tbody td.number').allTextContents()).toEqual(
      figure.inputs.map(({ value, unit }) => `${decimalText(value, 3)} ${unit}`),
    );
    await page.context().close();
  });

  test('GIVEN an input that is a figure WHEN it is pressed THEN its arithmetic follows, and the way back', async () => {
    const { page } = await open({ plan: 'prod' });
    await page.locator('#capacity-table [data-figure="datanode.memoryMiB"]').click();
    await page.getByRole('dialog').getByRole('button', { name: 'datanode.heapMiB' }).click();
    await page.getByRole('dialog', { name: 'datanode.heapMiB' }).waitFor();
    // What it goes into is the other direction of the same link.
    expect(await page.locator('dialog .uses').textContent()).toContain('datanode.memoryMiB');
    await page.getByRole('button', { name: 'Back' }).click();
    await page.getByRole('dialog', { name: 'datanode.memoryMiB' }).waitFor();
    expect(await page.getByRole('button', { name: 'Back' }).count()).toBe(0);
    await page.context().close();
  });

  test('GIVEN a figure that the description sets WHEN it is pressed THEN both numbers are told', async () => {
    const figure = figureOf(plans.rich!, 'datanode', 'handlers');
    const { page } = await open();
    await page.getByRole('checkbox', { name: /set by the description/ }).check();
    expect(await page.locator('.figures tbody tr:visible').count()).toBe(1);
    await page.locator('.figures [data-figure="datanode.handlers"]').click();
    const text = await page.getByRole('dialog').textContent();
    expect(figure.value).not.toBe(figure.derived);
    expect(text).toContain(`${figure.value} threads`);
    expect(text).toContain(`Derived: ${decimalText(figure.derived, 3)} threads`);
    await page.context().close();
  });

  test('GIVEN a search WHEN words are typed THEN exactly the figures with all of them are left', async () => {
    const plan = plans.prod!;
    const { page } = await open({ plan: 'prod' });
    const all = plan.roles.flatMap(({ group, figures }) =>
      Object.values(figures).map((figure) => ({ group, figure })),
    );
    await page.getByRole('searchbox', { name: 'Find figures' }).fill('datanode IOPS');
    const shown = await page
      .locator('.figures tbody tr:visible button')
      .evaluateAll((buttons) =>
        buttons.map((button) => (button as { dataset?: { figure?: string } }).dataset?.figure),
      );
    const expected = all
      .filter(({ group, figure }) => {
        const inputs = figure.inputs.map(({ name }) => name).join(' ');
        const unit = `${decimalText(figure.value, 3)} ${figure.unit}`;
        const words =
          `${group}.${figure.name} ${unit} ${figure.rule} ${figure.source} ${inputs}`.toLowerCase();
        return words.includes('datanode') && words.includes('iops');
      })
      .map(({ group, figure }) => `${group}.${figure.name}`);
    expect(expected).toContain('datanode.dataIops');
    expect(shown).toEqual(expected);
    expect(await page.getByRole('status').textContent()).toBe(`${expected.length} of ${all.length} figures`);
    await page.getByRole('searchbox').fill('');
    expect(await page.locator('.figures tbody tr[hidden]').count()).toBe(0);
    await page.context().close();
  });

  test('GIVEN only a keyboard WHEN a figure is opened and closed THEN the focus is where it was', async () => {
    const { page } = await open();
    const focused = (): Promise<string> =>
      page.evaluate('document.activeElement?.dataset?.figure ?? document.activeElement?.id ?? ""');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toContain('Skip to the plan');
    await page.keyboard.press('Enter');
    await expectTab(page, 'main button.figure');
    const opener = await focused();
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: opener }).waitFor();
    expect(await focused()).toBe('why-title');
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'hidden' });
    expect(await focused()).toBe(opener);
    await page.context().close();
  });

  test('GIVEN only a keyboard WHEN one tabs on and on THEN every kind of control is reached', async () => {
    const { page } = await open({ plan: 'local' });
    const reached = new Set<string>();
    for (let step = 0; step < 600; step++) {
      await page.keyboard.press('Tab');
      const kind = await page.evaluate<string>(
        '(() => { const { tagName, type, className, name } = document.activeElement; return [tagName, type, name ?? className].join(" "); })()',
      );
      if (kind.startsWith('BODY')) break;
      reached.add(kind.trim());
    }
    for (const kind of [
      'INPUT radio theme',
      'INPUT radio memory-chart-view',
      'INPUT search',
      'INPUT checkbox',
      'SUMMARY',
      'BUTTON button',
    ]) {
      expect([...reached].filter((of) => of.startsWith(kind))).not.toEqual([]);
    }
    await page.context().close();
  });

  test('GIVEN a light system WHEN dark is chosen THEN page and charts are dark, after a reload as well', async () => {
    const { page } = await open({ colorScheme: 'light' });
    const ground = (): Promise<string> => page.evaluate('getComputedStyle(document.body).backgroundColor');
    const light = await ground();
    await page.getByRole('radio', { name: 'Dark' }).check();
    const dark = await ground();
    expect(dark).not.toBe(light);
    // The words on the axis are drawn in the text's color of the current theme.
    expect(await ask<number>(page, "pixelsOf('memory-chart', 'text')")).toBeGreaterThan(0);
    await page.reload();
    expect(await ground()).toBe(dark);
    const { page: other } = await open({ colorScheme: 'dark' });
    expect(await other.evaluate('getComputedStyle(document.body).backgroundColor')).toBe(dark);
    await page.context().close();
    await other.context().close();
  });

  describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
    test.each(Object.keys(plans))('GIVEN %s THEN every text has the contrast of WCAG AA', async (plan) => {
      const { page } = await open({ plan, colorScheme });
      await page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })");
      const { checked, faint } = await ask<{ checked: number; faint: string[] }>(page, 'faintTexts()');
      expect(checked).toBeGreaterThan(300);
      expect(faint).toEqual([]);
      await page.locator('main button.figure:visible').first().click();
      expect((await ask<{ faint: string[] }>(page, 'faintTexts()')).faint).toEqual([]);
      await page.context().close();
    });

    test('THEN colors of products and the focus stand out from what they are on', async () => {
      const { page } = await open({ colorScheme });
      for (const color of [...PRODUCTS, 'focus', 'edge']) {
        for (const on of ['surface', 'page']) {
          // WCAG 1.4.11: graphics and the marks of controls.
          expect([color, on, (await ask<number>(page, `contrastOf('${color}', '${on}')`)) >= 3]).toEqual([
            color,
            on,
            true,
          ]);
        }
      }
      await page.context().close();
    });
  });

  test.each(Object.keys(plans))('GIVEN %s THEN a screen reader finds its way', async (plan) => {
    const { page } = await open({ plan });
    expect(await ask(page, 'structureFaults()')).toEqual([]);
    const tree = await page.locator('body').ariaSnapshot();
    for (const part of ['- banner', '- main', '- navigation "Sections"', '- contentinfo', '- search'])
      expect(tree).toContain(part);
    expect(await page.getAttribute('html', 'lang')).toBe('en');
    const drawn = plan === 'local' ? 2 : CHARTS.length;
    expect(await page.getByRole('img').count()).toBeGreaterThanOrEqual(drawn);
    await page.context().close();
  });

  test.each(Object.keys(plans))(
    'GIVEN a phone WHEN %s is opened THEN only tables scroll sideways',
    async (plan) => {
      const { page } = await open({ plan, viewport: PHONE });
      await page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })");
      expect(await ask(page, 'overflow()')).toBe(0);
      await page.locator('main button.figure:visible').first().click();
      expect(await ask(page, 'overflow()')).toBe(0);
      await page.context().close();
    },
  );

  describe.each(LAYOUTS)('at %d pixels in %s', (_width, colorScheme, viewport) => {
    test.each(Object.keys(plans))('GIVEN %s THEN nothing is cut off, and labels keep apart', async (plan) => {
      const { page } = await open({ plan, viewport, colorScheme });
      await page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })");
      // Hints follow the layout a frame later.
      await page.evaluate('new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100)))');
      const layout = await ask<{ checked: number; faults: string[] }>(page, 'clipped()');
      expect(layout.checked).toBeGreaterThan(300);
      expect(layout.faults).toEqual([]);
      for (const value of ['subject', 'item']) {
        if (plan !== 'local') await page.locator(`[name="cost-chart-view"][value="${value}"]`).check();
        const labels = await ask<{ checked: number; faults: string[] }>(page, 'collidingLabels()');
        expect(labels.checked).toBeGreaterThan(10);
        expect(labels.faults).toEqual([]);
      }
      await page.context().close();
    });
  });

  test('GIVEN a table that is wider than a phone WHEN it is scrolled to its end THEN its edge says so', async () => {
    const { page } = await open({ plan: 'prod', viewport: PHONE });
    const box = page.locator('.scroll:has(#pool-table)');
    await box.locator('.hint').waitFor({ state: 'visible' });
    expect(await box.getAttribute('class')).toContain('more');
    await box.evaluate((element) => {
      (element as { scrollLeft: number }).scrollLeft = 10_000;
    });
    await page.locator('.scroll:not(.more):has(#pool-table)').waitFor();
    // Caption and hint stay where they are read.
    expect(await ask<{ faults: string[] }>(page, 'clipped()')).toMatchObject({ faults: [] });
    await page.context().close();
  });

  test('GIVEN fifty ensembles THEN they are a line of each table, and a fold has them one by one', async () => {
    const { page } = await open({ plan: 'fifty' });
    const fold = page.locator('details:has(#ensemble-targets)');
    expect(await fold.locator('summary').textContent()).toContain('50 ensembles');
    expect(await fold.locator('tbody tr').count()).toBe(50);
    expect(await fold.locator('table').isVisible()).toBe(false);
    expect(await page.locator('#capacity-table tbody tr').count()).toBeLessThan(5);
    expect(await page.locator('#volume-table tbody tr').count()).toBeLessThan(6);
    expect(await page.locator('.zone .role').count()).toBeLessThan(10);
    expect(await page.locator('#figures details:visible').count()).toBeLessThan(5);
    await page.getByRole('searchbox').fill('team-7.heapMiB');
    await page.locator('.family [data-figure="zookeeper-team-7.heapMiB"]').waitFor({ state: 'visible' });
    await page.getByRole('searchbox').fill('');
    expect(await page.locator('#figures details:visible').count()).toBeLessThan(5);
    await page.context().close();
  });

  test('GIVEN prod THEN what it is for and what it costs come before what it is made of', async () => {
    const { page } = await open({ plan: 'prod' });
    expect(await page.locator('main > section > h2').allTextContents()).toEqual([
      'Targets',
      'Price',
      'Machines and volumes',
      'Zones',
      'Memory and CPU',
      'Findings',
      'Needed quotas',
      'Choices',
      'Figures',
    ]);
    expect(await page.locator('#price .drivers li p:first-child').first().textContent()).toMatch(
      /^cross-zone traffic is \d+ % of the monthly price$/,
    );
    await page.context().close();
  });

  test('GIVEN a dark page WHEN it is printed THEN it is light, and nothing is folded away', async () => {
    const { page } = await open({ colorScheme: 'dark' });
    const rows = await page.locator('.figures tbody tr').count();
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
    expect((await ask<{ faint: string[] }>(page, 'faintTexts()')).faint).toEqual([]);
    for (const control of ['.bar', '#search', 'dialog'])
      expect(await page.locator(control).isVisible()).toBe(false);
    await page.evaluate('dispatchEvent(new Event("beforeprint"))');
    expect(await page.locator('.figures tbody tr:visible').count()).toBe(rows);
    expect(await page.locator('.figures .printed:visible').count()).toBe(rows);
    await page.evaluate('dispatchEvent(new Event("afterprint"))');
    expect(await page.locator('details[open]').count()).toBe(1);
    await page.context().close();
  });

  test('GIVEN paper WHEN it is printed THEN it has several pages', async () => {
    const { page } = await open({ plan: 'local' });
    const pdf = await page.pdf({ format: 'A4' });
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0).toBeGreaterThan(4);
    await page.context().close();
  });

  test('GIVEN no scripts THEN zones, tables, findings and rules are there, and controls without use are not', async () => {
    const plan = plans.rich!;
    const { page } = await open({ javaScriptEnabled: false });
    expect(await page.locator('.zone h3').allTextContents()).toEqual(plan.zones.map(({ name }) => name));
    expect(await page.locator('.finding').count()).toBe(plan.findings.length);
    expect(await page.locator('.figures tbody tr').count()).toBe(
      plan.roles.reduce((count, { figures }) => count + Object.keys(figures).length, 0),
    );
    for (const control of ['#search', '#theme', '.chart'])
      expect(await page.locator(control).first().isVisible()).toBe(false);
    await page.context().close();
  });
});

/** Presses Tab until what is meant has the focus. */
async function expectTab(page: Page, selector: string): Promise<void> {
  for (let step = 0; step < 50; step++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate<boolean>(`document.activeElement.matches('${selector}')`)) return;
  }
  throw new Error(`no Tab reaches ${selector}`);
}
