import { writeFileSync } from 'node:fs';
import { Environment } from '../../lib/model/environment';
import { fieldChanges } from './pair';
import { Output, outputOf } from './output';
import { problemsOf } from './verdict';

jest.setTimeout(1_200_000);
test('trial', () => {
  const bases = new Map<Environment, Output>();
  const lines: string[] = [];
  const start = Date.now();
  let n = 0;
  const only = process.env.ONLY;
  for (const { name, before, after } of fieldChanges().filter(
    ({ name: of }) => only === undefined || new RegExp(only).test(of),
  )) {
    try {
      const was = bases.get(before) ?? outputOf(before);
      bases.set(before, was);
      const is = outputOf(after);
      const forth = problemsOf(was, is);
      const back = problemsOf(is, was);
      n += 2;
      if (forth.length > 0)
        lines.push(`== ${name}`, ...forth.slice(0, 12).map((p) => `   ${p}`), `   (${forth.length})`);
      if (back.length > 0)
        lines.push(`== BACK ${name}`, ...back.slice(0, 12).map((p) => `   ${p}`), `   (${back.length})`);
    } catch (error) {
      lines.push(`== ${name} REFUSED ${String(error).slice(0, 600)}`);
    }
  }
  lines.push(`${n} pairs, ${Date.now() - start} ms`);
  writeFileSync('/tmp/pairs-trial.txt', lines.join('\n') + '\n');
});
