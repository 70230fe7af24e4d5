import { ResolvedHBase, ResolvedHdfs } from '../model/resolved';
import { Assumptions } from '../assumptions/assumptions';

/** All replicas in TiB after a year of growth. */
export function storedTiB(hdfs: ResolvedHdfs): number {
  return hdfs.usableTiB * (1 + hdfs.growthPerYear) * hdfs.replication;
}

/** Disk space for blocks in TiB in all zones, including the free space to absorb a lost zone. */
export function rawCapacityTiB(hdfs: ResolvedHdfs, { dataNodeUtilisation }: Assumptions): number {
  return storedTiB(hdfs) / dataNodeUtilisation;
}

/** vCPUs of RegionServers that the operations need at full utilization. */
export function operationVcpus(hbase: ResolvedHBase, assumptions: Assumptions): number {
  const { regionServerReadsPerVcpu, regionServerWritesPerVcpu, hbaseGetsPerScan } = assumptions;
  const gets = hbase.readsPerSecond + hbaseGetsPerScan * hbase.scansPerSecond;
  return gets / regionServerReadsPerVcpu + hbase.writesPerSecond / regionServerWritesPerVcpu;
}
