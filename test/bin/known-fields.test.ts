import { DescriptionError } from '../../lib/model/description-error';
import { refuseUnknownFields } from '../../bin/commands/known-fields';
import { ENVIRONMENTS } from '../../bin/environments';
import { DESCRIBED } from '../lib/report/described';

const fieldsOf = (environment: object): string[] => {
  try {
    refuseUnknownFields('test', { ...environment });
    return [];
  } catch (error) {
    return (error as DescriptionError).problems.map(({ field }) => field);
  }
};

test.each([...ENVIRONMENTS, ...DESCRIBED].map((environment) => [environment.name, environment] as const))(
  'the fields of %s are known',
  (_name, environment) => {
    expect(fieldsOf(environment)).toEqual([]);
  },
);

test('slips of the pen are found at every depth, all at once', () => {
  expect(
    fieldsOf({
      name: 'x',
      zone: [],
      hdfs: { usableTib: 3 },
      zookeeper: [{ name: 'a', tenants: [{ name: 'b', quota: 1 }] }],
      overrides: { datanode: { instancetype: 'm8g.large' } },
      constructor: 1,
    }),
  ).toEqual([
    'zone',
    'hdfs.usableTib',
    'zookeeper[0].tenants[0].quota',
    'overrides.datanode.instancetype',
    'constructor',
  ]);
});

test('names that users choose are free', () => {
  expect(
    fieldsOf({
      tags: { Owner: 'me' },
      overrides: { datanode: { figures: { any: 1 }, settings: { 'dfs.any': '1' } } },
      existingVolumes: { any: 'vol-1' },
    }),
  ).toEqual([]);
});
