import { Problems } from '../../../lib/model/description-error';
import { validateShape } from '../../../lib/model/validate-shape';
import { ENVIRONMENTS } from '../../../bin/environments';
import { DESCRIBED } from '../report/described';

/** Fields that are refused, of a description in which all that is required is there. */
const fieldsOf = (environment: object): string[] => {
  const problems = new Problems();
  validateShape({ name: 'test', tier: 'dev', zones: [], ...environment }, problems);
  return problems.all.map(({ field }) => field);
};

test.each([...ENVIRONMENTS, ...DESCRIBED].map((environment) => [environment.name, environment] as const))(
  'the fields of %s are known',
  (_name, environment) => {
    expect(fieldsOf(environment)).toEqual([]);
  },
);

test('slips of the pen are found at every depth, all at once', () => {
  const found = fieldsOf({
    name: 'x',
    zone: [],
    hdfs: { usableTib: 3 },
    zookeeper: [{ name: 'a', tenants: [{ name: 'b', quota: 1 }] }],
    overrides: { datanode: { instancetype: 'm8g.large' } },
    constructor: 1,
  });

  expect(found.sort()).toEqual(
    [
      'zone',
      'hdfs.usableTib',
      'zookeeper[0].tenants[0].quota',
      'overrides.datanode.instancetype',
      'constructor',
    ].sort(),
  );
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
