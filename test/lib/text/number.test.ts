import { dataUnit, pluralText, quantityText, unitText } from '../../../lib/text/number';
import { planPlatform } from '../../../lib/planner/planner';
import { prod } from '../../../bin/environments/prod';

test.each([
  [1, 'disks', '1 disk'],
  [0, 'disks', '0 disks'],
  [2, 'disks', '2 disks'],
  [1, 'pods', '1 pod'],
  [1, 'watches', '1 watch'],
  [1, 'copies', '1 copy'],
  [1, 'times', '1 time'],
  [1, 'writes/s', '1 write/s'],
  [1.5, 'vcores', '1.5 vcores'],
  [1, 'MiB', '1 MiB'],
  [1, 'ms', '1 ms'],
  [1, 's', '1 s'],
  [1, 'IOPS', '1 IOPS'],
  [1, 'Gbit/s', '1 Gbit/s'],
  [1, 'million', '1 million'],
  [8_192, 'MiB', '8,192 MiB'],
  [3, '', '3'],
])('%d of %j is written %j', (value, unit, text) => {
  expect(quantityText(value, unit)).toBe(text);
});

test('a unit of a plan is a plural of what one of it is, or a symbol', () => {
  const units = planPlatform(prod).roles.flatMap(({ figures }) =>
    Object.values(figures).flatMap(({ unit, inputs }) => [unit, ...inputs.map((input) => input.unit)]),
  );
  for (const unit of new Set(units)) {
    const one = unitText(1, unit);
    if (one !== unit)
      expect([`${one}s`, `${one}es`, one.replace('/', 's/'), one.replace(/y$/, 'ies')]).toContain(unit);
  }
});

test.each([
  [0, '0 pods'],
  [1, '1 pod'],
  [1_000, '1,000 pods'],
])('%d pods are %s', (count, text) => {
  expect(pluralText(count, 'pod')).toBe(text);
});

test.each([
  [0, 'GB', 0],
  [999, 'GB', 999],
  [1_000, 'TB', 1],
  [376_000, 'TB', 376],
  [4_700_000, 'PB', 4.7],
])('%d GB are shown in %s', (gb, name, amount) => {
  const unit = dataUnit(gb);
  expect([unit.name, gb / unit.gb]).toEqual([name, amount]);
});
