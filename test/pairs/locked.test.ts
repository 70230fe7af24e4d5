import { lockOf } from '../../lib/lock/lock-of-plan';
import { LOCKED_CHANGES } from './locked-changes';
import { realEffects } from './checks/real-effects';
import { Output, outputOf } from './output';
import { problemsOf } from './verdict';

/** What is wrong with a step, and what no step of a platform with a lock does. */
function wrongWith(before: Output, after: Output): string[] {
  const replaced = realEffects(before, after).filter((effect) => effect.startsWith('nodes replaced'));
  return [...problemsOf(before, after), ...replaced];
}

function poolsOf(effects: readonly string[], effect: string): string[] {
  const names = effects.filter((each) => each.startsWith(`${effect} `)).map((each) => each.split(' ').at(-1));
  return [...new Set(names.map((name = '') => name.slice(0, name.lastIndexOf('-'))))].sort();
}

describe('a platform with a lock', () => {
  test.each(LOCKED_CHANGES.map((change) => [change.name, change] as const))(
    '%s: new node groups first, the old ones in a deploy of their own, or back at once',
    (_name, change) => {
      const before = outputOf(change.before);
      const moving = outputOf(change.after, lockOf(before.plan));
      const lock = lockOf(moving.plan);
      const retired = outputOf(change.after, { ...lock, retiring: [] });
      const back = outputOf(change.before, lock);
      expect({
        forth: wrongWith(before, moving),
        retire: wrongWith(moving, retired),
        back: wrongWith(moving, back),
      }).toEqual({ forth: [], retire: [], back: [] });
      expect([...new Set(moving.plan.retiring.map(({ name }) => name))].sort()).toEqual(change.moves);
      expect(poolsOf(realEffects(moving, retired), 'nodes removed')).toEqual(change.moves);
    },
  );
});
