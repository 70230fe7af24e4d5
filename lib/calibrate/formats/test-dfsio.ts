import { CalibrationError } from './calibration-error';
import { measuredNumber, Quantity, Reading } from './reading';

const QUANTITIES: Readonly<Record<string, Quantity>> = {
  read: Quantity.HDFS_READS,
  write: Quantity.HDFS_WRITES,
};

const HEAD = /----- TestDFSIO ----- : (.+)/g;

function field(part: string, name: string): string | undefined {
  return new RegExp(`^.*\\b${name}: *(\\S+)\\s*$`, 'm').exec(part)?.[1];
}

/**
 * Results of TestDFSIO. Undefined for other outputs. Its throughput is per file, and its "mb" are MiB. All files are
 * assumed to be processed at the same time, which is true if YARN has a container for each.
 * @see https://github.com/apache/hadoop/blob/rel/release-3.4.3/hadoop-mapreduce-project/hadoop-mapreduce-client/hadoop-mapreduce-client-jobclient/src/test/java/org/apache/hadoop/fs/TestDFSIO.java
 */
export function testDfsioReadings(text: string): Reading[] | undefined {
  const heads = [...text.matchAll(HEAD)];
  if (heads.length === 0) return undefined;
  return heads.map((head, position) => {
    const test = (head[1] ?? '').trim();
    const quantity = QUANTITIES[test];
    if (quantity === undefined) {
      throw new CalibrationError(`a TestDFSIO result is of '${test}': expected read or write`);
    }
    const part = text.slice(head.index, heads[position + 1]?.index);
    const files = measuredNumber("TestDFSIO's number of files", field(part, 'Number of files'));
    const each = measuredNumber("TestDFSIO's throughput", field(part, 'Throughput mb/sec'));
    return {
      of: quantity,
      samples: [files * each],
      tool: `TestDFSIO ${test}`,
      remark: `${files} files, assumed to be processed at the same time`,
    };
  });
}
