import fc from 'fast-check';
import { addressesText } from '../../../lib/report/address-text';
import { fleetText } from '../../../lib/report/fleet-text';
import { plannedEntry } from '../../../lib/report/fleet';
import { countText, decimalText, tibText, usdText } from '../../../lib/text/number';
import { PLAIN_STYLE } from '../../../lib/text/style';
import { tableText } from '../../../lib/text/table';
import { wrapText } from '../../../lib/text/wrap';
import { planPlatform } from '../../../lib/planner/planner';
import { DESCRIBED, LOCAL, RICH } from './described';

describe('numbers', () => {
  test.each([0, 7, 999, 1_000, 12_345, 999_999, 1_000_000, 1_234_567_890])(
    'count %d as an English reader does',
    (n) => {
      expect(countText(n)).toBe(n.toLocaleString('en-US'));
    },
  );

  test.each([0, 1.5, 0.25, 1234.5, 1e6 + 0.125])('decimals of %d without idle zeros', (n) => {
    expect(decimalText(n, 3)).toBe(n.toLocaleString('en-US', { maximumFractionDigits: 3 }));
  });

  test('US dollars always have cents', () => {
    expect([73, 98.5, 101_468.14].map(usdText)).toEqual(['73.00', '98.50', '101,468.14']);
  });

  test('a small volume is not nothing', () => {
    expect(tibText(3)).toBe('0.003');
  });
});

describe('wrapping', () => {
  const words = fc.array(fc.stringMatching(/^[a-z0-9.,:{}/-]{1,60}$/), { minLength: 1, maxLength: 20 });

  test('keeps the width, and every character in its order', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 4, max: 60 }), (of, width) => {
        const lines = wrapText(of.join(' '), width);
        expect(lines.filter((line) => line.length > width)).toEqual([]);
        expect(lines.join('').replaceAll(' ', '')).toBe(of.join(''));
      }),
    );
  });

  test('breaks names after their punctuation', () => {
    expect(wrapText('zookeeper-observer-services', 20)).toEqual(['zookeeper-observer-', 'services']);
  });
});

describe('addresses', () => {
  /** What a shell makes of braces. */
  const expand = (text: string): string => {
    const [, prefix = '', parts = '', suffix = ''] = /^([^{]*)\{([^}]*)\}(.*)$/.exec(text) ?? [];
    return parts === ''
      ? text
      : parts
          .split(',')
          .map((part) => prefix + part + suffix)
          .join(',');
  };

  test.each(DESCRIBED.map((environment) => [environment.name, environment] as const))(
    'of the ensembles of %s expand to their connect strings',
    (_name, environment) => {
      for (const { connectString } of planPlatform(environment).ensembles) {
        const short = addressesText(connectString);
        expect(expand(short)).toBe(connectString);
        expect(short.length).toBeLessThan(connectString.length / 2);
      }
    },
  );

  test.each(['a:1', 'a:1,b:1', 'zk-1:2181,zk-2:2181', 'a-1.x:1,a-1.x:1', ''])(
    'without a pattern stay: %s',
    (text) => {
      expect(expand(addressesText(text))).toBe(text);
    },
  );
});

describe('tables', () => {
  const layout = { columns: 40, style: PLAIN_STYLE };
  const columns = [
    { head: 'name', wraps: true },
    { head: 'n', align: 'right' as const },
  ];

  test('align numbers on the right, and wrap texts within the width', () => {
    const text = tableText(
      { columns, rows: [['word '.repeat(12).trim(), '7']], footer: ['sum', '10'] },
      layout,
    );
    const lines = text.split('\n');
    expect(lines.every((line) => line.length <= 40)).toBe(true);
    expect(lines[2]).toMatch(/^(word ?)+ +7$/);
    expect(lines.at(-1)).toMatch(/^sum +10$/);
  });

  test('of a fleet have a line for each environment, and the sum of their prices', () => {
    const planned = [RICH, LOCAL].map((environment) => plannedEntry(planPlatform(environment)));
    const problems = [{ field: 'zones', value: '[]', allowed: '3' }];
    const text = fleetText([...planned, { environment: 'broken', problems }], {
      columns: 120,
      style: PLAIN_STYLE,
    });
    expect(text).toMatch(/^broken .* 1 problem$/m);
    expect(text).toMatch(/^laptop .* 1 note$/m);
    const usd = countText(planned.reduce((sum, { totals }) => sum + totals.usdPerMonth, 0));
    expect(text).toMatch(new RegExp(`^all +${usd}$`, 'm'));
  });
});
