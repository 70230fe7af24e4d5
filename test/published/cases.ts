import { COORDINATION_CASES } from './coordination-cases';
import { HBASE_CASES } from './hbase-cases';
import { HDFS_CASES } from './hdfs-cases';
import { PublishedCase } from './published-case';

/** All published cases, in the order in which they are shown. */
export const CASES: readonly PublishedCase[] = [...HBASE_CASES, ...HDFS_CASES, ...COORDINATION_CASES];
