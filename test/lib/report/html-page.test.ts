import { createHash } from 'node:crypto';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { prod } from '../../../bin/environments/prod';
import { staging } from '../../../bin/environments/staging';
import { costsByProduct, PLATFORM } from '../../../lib/cost/allocation';
import { escaped, html, scriptJson, scriptText } from '../../../lib/report/html/markup';
import { SHARED } from '../../../lib/report/html/product-part';
import { PageAssets, planPage } from '../../../lib/report/html/plan-page';
import { PageData } from '../../../lib/report/html/page-data';
import { piecesOf } from '../../../lib/report/html/text-piece';
import { totalsOf } from '../../../lib/report/plan-totals';
import { Plan } from '../../../lib/plan/plan';
import { planPlatform } from '../../../lib/planner/planner';
import { DESCRIBED, LOCAL, RICH } from './described';

/** Stands for the charting library and the page's own parts, so that what is left is the plan's. */
const ASSETS: PageAssets = {
  chartLibrary: 'window.Chart = class {};\r\n//# sourceMappingURL=chart.js.map\n',
  scripts: ['const end = "</script>";', 'export {};'],
  style: 'body { margin: 0 }\r\n',
};

function dataOf(page: string): PageData {
  const json = /<script type="application\/json" id="plan-data">(.*?)<\/script>/s.exec(page)?.[1];
  return JSON.parse(json ?? '') as PageData;
}

/** Every text of the page that a browser would show, with entities as they are. */
function shown(page: string): string {
  return page.replace(/<(script|style)[^>]*>.*?<\/\1>/gs, '').replace(/<[^>]*>/g, ' ');
}

describe('markup', () => {
  test('GIVEN any text WHEN it is put into HTML THEN it cannot be anything but text', () => {
    const decoded = (text: string): string =>
      text
        .replace(/&lt;/g, '<')
        .replace(/&gt;/g, '>')
        .replace(/&quot;/g, '"')
        .replace(/&#39;/g, "'")
        .replace(/&amp;/g, '&');
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('<', '>', '&', '"', "'", 'a', '/', ';', '#', '39', 'lt') }),
        (text) => {
          const { markup } = html`${text}`;
          expect(markup).not.toMatch(/[<>"']/);
          expect(decoded(markup)).toBe(text);
          expect(html`<b title="${text}">${[text, undefined]}</b>`.markup).toBe(
            `<b title="${markup}">${escaped(text)}</b>`,
          );
        },
      ),
    );
  });

  test('GIVEN any value WHEN it is put into a script THEN it cannot end it, and is read again as it was', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom('</script>', '<!--', '<script', ''), (value, end) => {
        const text = scriptJson({ value, end });
        expect(text).not.toContain('<');
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify({ value, end })));
      }),
    );
  });

  test('GIVEN a script with the end of a script in a string WHEN it is inlined THEN it does the same', () => {
    const script = 'return ["</script>", "</SCRIPT >", "<!-- x -->", /<\\/script>/.source]';
    const inlined = scriptText(script);
    expect(inlined).not.toMatch(/<\/script|<!--/i);
    const run = (body: string): unknown => runInNewContext(`(() => { ${body} })()`) as unknown;
    expect(run(inlined)).toEqual(run(script));
  });

  test.each([
    ['see https://a.example/x.html, and more', ['https://a.example/x.html']],
    [
      'https://a.example/b#c.d name.of.key; https://b.example.',
      ['https://a.example/b#c.d', 'https://b.example'],
    ],
    ['javascript:alert(1) ftp://x', []],
  ])('GIVEN %j THEN its addresses are links, and nothing is lost', (text, addresses) => {
    const pieces = piecesOf(text);
    expect(pieces.map((piece) => piece.text).join('')).toBe(text);
    expect(pieces.flatMap(({ href }) => (href === undefined ? [] : [href]))).toEqual(addresses);
  });
});

describe('the page of a plan', () => {
  test.each(DESCRIBED.map((environment) => [environment.name, environment] as const))(
    'GIVEN %s THEN the same plan gives the same bytes, with all that it has',
    (_name, environment) => {
      const plan = planPlatform(environment);
      const page = planPage(plan, ASSETS);
      expect(planPage(planPlatform(environment), ASSETS)).toBe(page);
      const text = shown(page);
      for (const { name } of plan.zones) expect(text).toContain(name);
      for (const { name, instanceType } of plan.pools) {
        expect(text).toContain(name);
        if (instanceType !== undefined) expect(text).toContain(instanceType);
      }
      for (const { code, message } of plan.findings) {
        expect(text).toContain(escaped(code));
        expect(text).toContain(escaped(message));
      }
      for (const { group, figures } of plan.roles) {
        expect(text).toContain(group);
        for (const { rule } of Object.values(figures)) expect(text).toContain(escaped(rule));
      }
      expect(text).not.toMatch(/undefined|NaN|\[object/);
    },
  );

  test('GIVEN shares of machines WHEN shown THEN they are what is planned for, and where the use is', () => {
    const text = shown(planPage(planPlatform(RICH), ASSETS)).replace(/\s+/g, ' ');
    expect(text).toMatch(
      /planned load of the fullest node of a pool\. .* Use what-if to show the utilization at the targets/,
    );
  });

  test('GIVEN its policy THEN it allows nothing but the scripts and the style that are in it', () => {
    const page = planPage(planPlatform(RICH), ASSETS);
    const policy = /http-equiv="Content-Security-Policy"\s+content="([^"]*)"/.exec(page)?.[1] ?? '';
    const rules = Object.fromEntries(
      policy
        .replace(/&#39;/g, "'")
        .split('; ')
        .map((rule) => [rule.split(' ')[0], rule.split(' ').slice(1)]),
    ) as Record<string, string[]>;
    const hashes = (element: RegExp): string[] =>
      [...page.matchAll(element)].map(
        ([, text = '']) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`,
      );
    expect(rules['default-src']).toEqual(["'none'"]);
    expect(rules['script-src']).toEqual(hashes(/<script(?: type="module")?>(.*?)<\/script>/gs));
    expect(rules['script-src']).toHaveLength(1 + ASSETS.scripts.length);
    expect(rules['style-src']).toEqual(hashes(/<style>(.*?)<\/style>/gs));
    // Style attributes would be refused, and so would handlers.
    expect(page).not.toMatch(/<[a-z][^>]*\s(style|on[a-z]+)=/);
  });

  test('GIVEN a page THEN nothing in it is loaded from elsewhere', () => {
    const page = planPage(planPlatform(prod), ASSETS);
    const addresses = [...page.matchAll(/<(\w+)[^>]*\s(?:src|href|action|data)="([^"]*)"/g)];
    expect(addresses.length).toBeGreaterThan(10);
    for (const [, element, address] of addresses) {
      expect(element).toBe('a');
      expect(address).toMatch(/^(#|https:\/\/|http:\/\/)/);
    }
    expect(page).not.toMatch(/@import|url\(|sourceMappingURL/);
  });

  test('GIVEN text that is HTML WHEN a plan has it anywhere THEN it is only text', () => {
    const evil = '</script><img src=x onerror=alert(1)>"\'&';
    const plan = planPlatform(RICH);
    const [role] = plan.roles;
    const [figure] = Object.values(role!.figures);
    const poisoned: Plan = {
      ...plan,
      environment: evil,
      findings: plan.findings.map((finding) => ({ ...finding, message: evil, subject: evil })),
      roles: plan.roles.map((of) => ({
        ...of,
        figures: {
          ...of.figures,
          [figure!.name]: { ...figure!, rule: evil, source: `https://x.example/${evil}`, unit: evil },
        },
      })),
      costs: plan.costs.map((cost) => ({ ...cost, item: evil })),
    };
    const page = planPage(poisoned, ASSETS);
    expect(page).not.toContain('<img');
    expect(page.match(/<\/script>/g)).toHaveLength(2 + ASSETS.scripts.length);
    expect(dataOf(page).figures[`${role!.group}.${figure!.name}`]?.rule).toBe(evil);
  });

  test('GIVEN prod THEN the numbers that are drawn add up to those of the plan', () => {
    const plan = planPlatform(prod);
    const { memory, cpu, costs, figures } = dataOf(planPage(plan, ASSETS));
    const totals = totalsOf(plan);
    const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
    expect(sum(memory.map(({ pods, segments }) => pods * sum(segments.map(({ mib }) => mib))))).toBe(
      totals.memoryMiB,
    );
    expect(sum(cpu.map(({ vcpus }) => vcpus))).toBeCloseTo(totals.cpuMillis / 1_000, 6);
    for (const rows of [costs.product, costs.subject, costs.item]) {
      expect(sum(rows.map(({ usd }) => usd))).toBeCloseTo(totals.usdPerMonth, 2);
      expect(sum(rows.flatMap(({ usdByOwner }) => usdByOwner))).toBeCloseTo(totals.usdPerMonth, 2);
    }
    // Every process's parts are figures, so that each can be pressed.
    for (const { segments } of memory) {
      for (const { mib, figure } of segments) if (mib > 0) expect(figures).toHaveProperty([figure ?? '']);
    }
  });

  test.each([['prod', prod] as const, ['staging', staging] as const])(
    'GIVEN %s THEN a product costs the same on the page and in the text, also where its nodes are shared',
    (_name, environment) => {
      const plan = planPlatform(environment);
      const drawn = dataOf(planPage(plan, ASSETS)).costs.product.map(({ label, usd }) => [label, usd]);
      const listed = costsByProduct(plan).map(({ name, usdPerMonth }) => [
        name === PLATFORM ? SHARED : name,
        usdPerMonth,
      ]);
      expect(Object.fromEntries(drawn)).toEqual(Object.fromEntries(listed));
    },
  );

  test('GIVEN inputs that are figures THEN each leads to its figure, and back', () => {
    const { figures } = dataOf(planPage(planPlatform(prod), ASSETS));
    const links = Object.values(figures).flatMap(({ id, inputs }) =>
      inputs.flatMap((input) => (input.figure === undefined ? [] : [[id, input.figure] as const])),
    );
    expect(links.length).toBeGreaterThan(20);
    for (const [user, used] of links) expect(figures[used]?.usedBy).toContain(user);
    const unlinked = Object.values(figures).flatMap(({ id, inputs }) =>
      inputs
        .filter(({ kind, figure }) => kind === 'figure' && figure === undefined)
        .map(({ name }) => `${id}: ${name}`),
    );
    expect(unlinked).toEqual([]);
  });

  test('GIVEN a figure that the description sets THEN it is marked, with the derived number', () => {
    const { figures } = dataOf(planPage(planPlatform(RICH), ASSETS));
    const marked = Object.values(figures).filter(({ derived }) => derived !== undefined);
    expect(marked.map(({ id, text }) => [id, text])).toEqual([['datanode.handlers', '77 threads']]);
    expect(shown(planPage(planPlatform(RICH), ASSETS))).toContain(`set; derived ${marked[0]!.derived!}`);
  });

  test('GIVEN no AWS THEN no price is told', () => {
    const page = planPage(planPlatform(LOCAL), ASSETS);
    expect(page).not.toMatch(/USD per month by product|product-chart|NaN/);
    expect(shown(page)).toContain('no AWS resources');
  });

  test('GIVEN options that were chosen among THEN all are told, with what they cost more', () => {
    const plan = planPlatform(prod);
    const option = { nodes: 9, instanceType: 'm7g.large', usdPerMonth: 1_000, verdict: 'the cheapest' };
    const page = planPage(
      {
        ...plan,
        choices: [
          {
            subject: 'zookeeper',
            what: 'machine',
            considered: 412,
            chosen: option,
            runnersUp: [
              { ...option, instanceType: 'm6g.large', usdPerMonth: 1_050.5, verdict: 'dearer by USD 50.50' },
            ],
          },
        ],
      },
      ASSETS,
    );
    const text = shown(page);
    for (const part of ['412 options', 'm7g.large', 'm6g.large', '+50.50', 'dearer by USD 50.50'])
      expect(text).toContain(part);
  });
});
