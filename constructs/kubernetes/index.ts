export { HBaseChart } from './hbase-chart';
export { HdfsChart } from './hdfs-chart';
export { PlatformChart, type PlatformChartProps } from './platform-chart';
export { type Manifest, PlatformManifests } from './platform-manifests';
export { type ProductChartProps } from './product-chart-props';
export { YarnChart } from './yarn-chart';
export { ZooKeeperChart, type ZooKeeperChartProps } from './zookeeper-chart';
