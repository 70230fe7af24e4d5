/**
 * Logging of Hadoop processes, which use reload4j: everything goes to standard output, for the cluster's log collector.
 * @see https://reload4j.qos.ch/manual.html
 */
export function log4jProperties(): Record<string, string> {
  return {
    'log4j.rootLogger': 'INFO,console',
    'log4j.appender.console': 'org.apache.log4j.ConsoleAppender',
    'log4j.appender.console.target': 'System.out',
    'log4j.appender.console.layout': 'org.apache.log4j.PatternLayout',
    'log4j.appender.console.layout.ConversionPattern': '%d{ISO8601} %p %c{2} [%t]: %m%n',
    // It logs a warning for every user without a group.
    'log4j.logger.org.apache.hadoop.security.ShellBasedUnixGroupsMapping': 'ERROR',
  };
}
