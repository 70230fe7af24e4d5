import { InvalidArgumentError } from 'commander';
import { elapsedText, parseDuration } from '../../bin/commands/duration';
import { ProgressLines } from '../../bin/commands/progress-lines';

const PROGRESS = [
  { group: 'zookeeper-main', planned: 3, ready: 1, waitsFor: 'zookeeper-main-1b-0 starts' },
  { group: 'datanode', planned: 12, ready: 12 },
];

function drawn(isTTY: boolean, ...shown: readonly (typeof PROGRESS)[]): string {
  let text = '';
  const lines = new ProgressLines({ isTTY, columns: 60, write: (part) => (text += part) });
  shown.forEach((progress, second) => {
    lines.show(progress, second * 65_000);
  });
  return text;
}

test('GIVEN a pipe THEN a line is written when a number changes, and only then', () => {
  const later = [{ ...PROGRESS[0]!, ready: 2, waitsFor: 'other' }, PROGRESS[1]!];
  expect(drawn(false, PROGRESS, PROGRESS, later).split('\n')).toEqual([
    'zookeeper-main   1/3  ready   0:00  zookeeper-main-1b-0 starts',
    'datanode        12/12 ready   0:00',
    'zookeeper-main   2/3  ready   2:10  other',
    '',
  ]);
});

test('GIVEN a terminal THEN the lines are drawn over the last ones, and none wraps', () => {
  const text = drawn(true, PROGRESS, PROGRESS);
  expect(text.split('\u001b[2A')).toHaveLength(2);
  const lines = text.replaceAll('\u001b[2A', '').replaceAll('\u001b[2K', '').split('\n');
  for (const line of lines) expect(line.length).toBeLessThan(60);
});

test.each([
  ['90s', 90_000],
  ['15m', 900_000],
  ['1h', 3_600_000],
])('GIVEN the duration %s THEN it is %d ms', (text, milliseconds) => {
  expect(parseDuration(text)).toBe(milliseconds);
});

test.each(['', '15', '0s', 'm', '1d', '-1s'])('GIVEN the duration %p THEN it is refused', (text) => {
  expect(() => parseDuration(text)).toThrow(InvalidArgumentError);
});

test('GIVEN milliseconds THEN they are minutes and seconds', () => {
  expect([0, 5_999, 65_000, 3_600_000].map(elapsedText)).toEqual(['0:00', '0:05', '1:05', '60:00']);
});
