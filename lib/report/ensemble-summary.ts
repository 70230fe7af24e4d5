import { EnsemblePlan, Plan } from '../plan/plan';
import { countText, pluralText } from '../text/number';
import { TextLayout } from '../text/style';
import { tableText } from '../text/table';
import { wrapText } from '../text/wrap';
import { rangeText } from './role-families';

/** Many ensembles in a few lines: the number of servers, and one row for identical ensembles. */
export function ensembleSummary({ ensembles }: Plan, layout: TextLayout): string[] {
  const shapes = new Map<string, EnsemblePlan[]>();
  for (const ensemble of ensembles) {
    const shape = [...serverCounts(ensemble), ensemble.maxCnxns, ensemble.tenants.length].join('/');
    shapes.set(shape, [...(shapes.get(shape) ?? []), ensemble]);
  }
  const table = tableText(
    {
      columns: [
        { head: 'ensembles', align: 'right' },
        { head: 'participants', align: 'right' },
        { head: 'observers', align: 'right' },
        { head: 'connections per server', align: 'right' },
        { head: 'tenants', align: 'right' },
        { head: 'names', wraps: true },
      ],
      rows: [...shapes.values()].map((alike) => [
        countText(alike.length),
        rangeText(
          alike.map((each) => serverCounts(each)[0]),
          countText,
        ),
        rangeText(
          alike.map((each) => serverCounts(each)[1]),
          countText,
        ),
        rangeText(
          alike.map(({ maxCnxns }) => maxCnxns),
          countText,
        ),
        rangeText(
          alike.map(({ tenants }) => tenants.length),
          countText,
        ),
        alike.map(({ name }) => name).join(', '),
      ]),
    },
    { ...layout, columns: layout.columns - 2 },
  );
  const servers = ensembles.reduce((count, each) => count + each.servers.length, 0);
  return [
    '',
    layout.style.strong('ZooKeeper ensembles'),
    ...wrapText(
      `${pluralText(ensembles.length, 'ensemble')} of ${pluralText(servers, 'server')}; identical ensembles share a row. Show all: --figures.`,
      layout.columns - 2,
    ).map((line) => `  ${line}`),
    '',
    ...table.split('\n').map((line) => (line === '' ? '' : `  ${line}`)),
  ];
}

/** Participants and observers of an ensemble. */
export function serverCounts({ servers }: EnsemblePlan): readonly [participants: number, observers: number] {
  const observers = servers.filter(({ observer }) => observer).length;
  return [servers.length - observers, observers];
}
