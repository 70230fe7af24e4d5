/** Where Hadoop's own web servers show metrics for Prometheus. */
export const PROMETHEUS_PATH = '/prom';

/** Path of a bean of Hadoop and of what is built on it: `service=NameNode,name=NameNodeStatus`. */
export function jmxPath(bean: string): string {
  return `/jmx?qry=Hadoop:${bean}`;
}
