/**
 * Logging of HBase processes, which use Log4j 2: everything goes to standard output, for the cluster's log collector.
 * @see https://logging.apache.org/log4j/2.x/manual/configuration.html
 */
export function log4j2Properties(): Record<string, string> {
  return {
    status: 'warn',
    name: 'hbase',
    'appender.console.type': 'Console',
    'appender.console.name': 'console',
    'appender.console.target': 'SYSTEM_OUT',
    'appender.console.layout.type': 'PatternLayout',
    'appender.console.layout.pattern': '%d{ISO8601} %p %c{2} [%t]: %m%n',
    'rootLogger.level': 'info',
    'rootLogger.appenderRef.console.ref': 'console',
  };
}
