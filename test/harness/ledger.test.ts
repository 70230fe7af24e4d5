import { missing, operationsOf, readBackOf, remarksOf, stalls } from '../e2e/harness/ledger';

/** An operation each second from second 1 on, and what goes wrong in between. */
function lines(stream: string, ...seconds: number[]): string[] {
  return seconds.map((second, sequence) => `e2e A ${stream} ${sequence} ${second * 1_000 - 10} 10`);
}

describe('the ledger of a load', () => {
  test('is what the programs say, between what the products log', () => {
    const said = [
      '2026-01-01 12:00:00,000 INFO client.Something: e2e A x 1 1 1',
      'e2e A puts 7 1000 12',
      'e2e F puts 8 2000 60000 java.io.IOException: no more than this',
      'e2e I puts session 0x1',
    ];
    expect(operationsOf(said)).toEqual([
      { stream: 'puts', sequence: 7, startMs: 1000, latencyMs: 12 },
      {
        stream: 'puts',
        sequence: 8,
        startMs: 2000,
        latencyMs: 60000,
        failure: 'java.io.IOException: no more than this',
      },
    ]);
    expect(remarksOf(said)).toEqual(['puts session 0x1']);
  });

  test('an acknowledged write that is not read back is missing; a failed one may be either', () => {
    const operations = operationsOf([
      ...lines('a', 1, 2, 3, 4),
      ...lines('b', 1),
      'e2e F a 4 5000 1 lost',
      'e2e F a 5 6000 1 lost',
    ]);
    const readBack = readBackOf(['noise', 'e2e R a 0 1', 'e2e R a 3 4', 'e2e B a 9']);
    expect(missing(operations, readBack)).toEqual(['a 2', 'b 0']);
    expect(readBack.bad).toEqual(['a 9']);
  });
});

describe('the longest stall', () => {
  const longest = (said: string[], from: number, to: number): unknown[] =>
    stalls(operationsOf(said), from * 1_000, to * 1_000).map(({ stream, seconds }) => [stream, seconds]);

  test.each([
    { what: 'lies in the window', times: [1, 2, 12, 13], from: 2, to: 20, seconds: 10 },
    { what: 'began before the window', times: [1, 11, 12], from: 5, to: 12, seconds: 10 },
    { what: 'is not that of before the window', times: [1, 21, 22, 24, 25], from: 21.5, to: 25, seconds: 2 },
    {
      what: 'lasts to the end of the window if it has not ended',
      times: [1, 2, 3],
      from: 2,
      to: 33,
      seconds: 30,
    },
  ])('$what', ({ times, from, to, seconds }) => {
    expect(longest(lines('a', ...times), from, to)).toEqual([['a', seconds]]);
  });

  test('is of each stream by itself, the longest first', () => {
    const said = [...lines('steady', 1, 2, 3, 4, 5), ...lines('stalled', 1, 5)];
    expect(longest(said, 1, 5)).toEqual([
      ['stalled', 4],
      ['steady', 1],
    ]);
  });

  test('goes on through failures', () => {
    const said = [...lines('a', 1), 'e2e F a 1 2000 5000 no', 'e2e A a 2 8000 1000'];
    expect(longest(said, 1, 9)).toEqual([['a', 8]]);
  });
});
