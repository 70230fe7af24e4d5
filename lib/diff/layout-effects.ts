import { Role } from '../roles/role';
import { Plan } from '../plan/plan';
import { Effect, Impact } from './plan-diff';
import { pluralText } from '../text/number';

/** Effect of a setting on existing data. */
interface Layout {
  readonly code: string;
  readonly roles: readonly Role[];
  readonly impact: Impact;
  readonly value: (plan: Plan) => string | number | undefined;
  readonly message: (before: string, after: string) => string;
}

const LAYOUTS: readonly Layout[] = [
  {
    code: 'hdfs/replication',
    roles: [Role.DATANODE],
    impact: Impact.NOT_IN_PLACE,
    value: ({ hdfs }) => hdfs?.replication,
    message: (before, after) =>
      `new files get ${pluralText(Number(after), 'replica')}; existing files keep ${before} until hdfs dfs -setrep changes them`,
  },
  {
    code: 'hdfs/block-size',
    roles: [Role.DATANODE],
    impact: Impact.NONE,
    value: ({ hdfs }) => hdfs?.blockSizeMiB,
    message: (before, after) =>
      `new files get blocks of ${after} MiB; existing files keep blocks of ${before} MiB`,
  },
  {
    code: 'hdfs/nameservice',
    roles: [Role.JOURNALNODE, Role.NAMENODE, Role.DATANODE],
    impact: Impact.NOT_IN_PLACE,
    value: ({ hdfs }) => hdfs?.nameservice,
    message: (before, after) =>
      `the namespace on disk belongs to '${before}': '${after}' finds no journal and no active NameNode, and paths with the old name stop working`,
  },
  {
    code: 'hbase/root-directory',
    roles: [Role.HMASTER, Role.REGIONSERVER],
    impact: Impact.NOT_IN_PLACE,
    value: ({ hbase }) => hbase?.rootDir,
    message: (before, after) => `the tables of HBase are in ${before}: it finds none in ${after}`,
  },
  {
    code: 'hbase/znode',
    roles: [Role.HMASTER, Role.REGIONSERVER],
    impact: Impact.NOT_IN_PLACE,
    value: ({ hbase }) => hbase?.znodeParent,
    message: (before, after) =>
      `servers find each other at ${before} in ZooKeeper: servers at ${after} are a second cluster on the same files, so all must stop first`,
  },
];

/** Effects of settings about data on disk on a role. */
export function layoutEffects(role: Role, zones: string[], before: Plan, after: Plan): Effect[] {
  return LAYOUTS.filter(({ roles }) => roles.includes(role)).flatMap(({ code, impact, value, message }) => {
    const was = value(before);
    const is = value(after);
    if (was === undefined || is === undefined || was === is) return [];
    const data = impact === Impact.NOT_IN_PLACE;
    return [{ code, impact, zones, data, message: message(String(was), String(is)) }];
  });
}
