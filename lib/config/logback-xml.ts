import { XmlElement } from './xml';

/**
 * Logging of ZooKeeper, which uses Logback: everything goes to standard output, for the cluster's log collector.
 * @see https://logback.qos.ch/manual/configuration.html
 */
export function logback(level: 'INFO' | 'OFF' = 'INFO'): XmlElement {
  const pattern = '%d{ISO8601} %-5p [%t] %c{1}: %m%n';
  return {
    name: 'configuration',
    content: [
      {
        name: 'appender',
        attributes: { name: 'console', class: 'ch.qos.logback.core.ConsoleAppender' },
        content: [{ name: 'encoder', content: [{ name: 'pattern', content: pattern }] }],
      },
      {
        // It logs a line for each kubelet probe.
        name: 'logger',
        attributes: { name: 'org.apache.zookeeper.server.NIOServerCnxn', level: 'WARN' },
      },
      {
        name: 'root',
        attributes: { level },
        content: [{ name: 'appender-ref', attributes: { ref: 'console' } }],
      },
    ],
  };
}
