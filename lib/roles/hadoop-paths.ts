/** Path of the Prometheus metrics on Hadoop's web servers. */
export const PROMETHEUS_PATH = '/prom';

/** Path of a JMX bean of Hadoop or HBase, such as `service=NameNode,name=NameNodeStatus`. */
export function jmxPath(bean: string): string {
  return `/jmx?qry=Hadoop:${bean}`;
}
