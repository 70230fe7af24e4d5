import { cpuMillis, memoryMiB, quantity } from '../../../lib/cluster/quantity';

test.each([
  ['500m', 0.5],
  ['2', 2],
  ['1.5', 1.5],
  ['.5', 0.5],
  ['1Ki', 1024],
  ['1k', 1000],
  ['12e6', 12_000_000],
  ['1Gi', 2 ** 30],
  ['1E', 1e18],
  [3, 3],
  ['', undefined],
  ['a lot', undefined],
  ['1Gib', undefined],
  [undefined, undefined],
])('GIVEN the quantity %p THEN it is %p', (text, number) => {
  expect(quantity(text)).toBe(number);
});

test('GIVEN processors and memory THEN they are thousandths and MiB', () => {
  expect(cpuMillis('0.1')).toBe(100);
  expect(cpuMillis('1100m')).toBe(1100);
  expect(cpuMillis('100u')).toBe(1);
  expect(memoryMiB('65536Ki')).toBe(64);
  expect(memoryMiB(undefined)).toBe(0);
});
