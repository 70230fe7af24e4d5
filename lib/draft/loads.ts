import { ResolvedHBase, ResolvedHdfs } from '../model/resolved';
import { Assumptions } from '../assumptions/assumptions';

/** All replicas in TiB after a year of growth. */
export function storedTiB(hdfs: ResolvedHdfs): number {
  return hdfs.usableTiB * (1 + hdfs.growthPerYear) * hdfs.replication;
}

/** Disk space for blocks in TiB in all zones, with the free space that a lost zone needs. */
export function rawCapacityTiB(hdfs: ResolvedHdfs, { dataNodeUtilisation }: Assumptions): number {
  return storedTiB(hdfs) / dataNodeUtilisation;
}

/** Fully used vCPUs of RegionServers that the operations take. */
export function operationVcpus(hbase: ResolvedHBase, assumptions: Assumptions): number {
  const { regionServerReadsPerVcpu, regionServerWritesPerVcpu, hbaseGetsPerScan } = assumptions;
  const gets = hbase.readsPerSecond + hbaseGetsPerScan * hbase.scansPerSecond;
  return gets / regionServerReadsPerVcpu + hbase.writesPerSecond / regionServerWritesPerVcpu;
}
