package calibrate;

import java.util.concurrent.ThreadLocalRandom;
import org.apache.hadoop.hbase.HBaseConfiguration;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Admin;
import org.apache.hadoop.hbase.client.BufferedMutator;
import org.apache.hadoop.hbase.client.ColumnFamilyDescriptorBuilder;
import org.apache.hadoop.hbase.client.Connection;
import org.apache.hadoop.hbase.client.ConnectionFactory;
import org.apache.hadoop.hbase.client.Get;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.ResultScanner;
import org.apache.hadoop.hbase.client.Scan;
import org.apache.hadoop.hbase.client.Table;
import org.apache.hadoop.hbase.client.TableDescriptorBuilder;
import org.apache.hadoop.hbase.util.Bytes;

/**
 * Puts, gets or scans rows of a table. A call handles one row; a scan reads 100 rows.
 *
 * <pre>
 * HBaseOperations create TABLE REGIONS ROWS BYTES
 * HBaseOperations measure TABLE put|get|scan SAMPLES SECONDS THREADS ROWS BYTES
 * HBaseOperations clean TABLE
 * </pre>
 */
public final class HBaseOperations {
  private static final byte[] FAMILY = Bytes.toBytes("f");
  private static final byte[] COLUMN = Bytes.toBytes("c");
  private static final int ROWS_OF_SCAN = 100;

  public static void main(String[] args) throws Exception {
    Connection connection = ConnectionFactory.createConnection(HBaseConfiguration.create());
    TableName table = TableName.valueOf(args[1]);
    switch (args[0]) {
      case "create" -> create(connection, table, number(args[2]), number(args[3]), number(args[4]));
      case "measure" -> {
        Rate rate = new Rate();
        int rows = number(args[6]);
        byte[] value = value(number(args[7]));
        for (int thread = 0; thread < number(args[5]); thread++) {
          Table own = connection.getTable(table);
          rate.repeat(args[2] + thread, operation(args[2], own, rate, rows, value));
        }
        rate.measure(number(args[3]), number(args[4]), 1);
      }
      case "clean" -> {
        try (Admin admin = connection.getAdmin()) {
          if (admin.tableExists(table)) {
            if (admin.isTableEnabled(table)) admin.disableTable(table);
            admin.deleteTable(table);
          }
        }
      }
      default -> throw new IllegalArgumentException(args[0]);
    }
    System.exit(0);
  }

  private static int number(String text) {
    return Integer.parseInt(text);
  }

  private static Rate.Work operation(String kind, Table table, Rate rate, int rows, byte[] value) {
    return switch (kind) {
      case "put" ->
          () -> {
            table.put(new Put(row(random(rows), rows)).addColumn(FAMILY, COLUMN, value));
            rate.add(1);
          };
      case "get" ->
          () -> {
            Result result = table.get(new Get(row(random(rows), rows)));
            if (result.isEmpty()) throw new IllegalStateException("a row is missing");
            rate.add(1);
          };
      case "scan" ->
          () -> {
            Scan scan = new Scan().withStartRow(row(random(rows), rows)).setLimit(ROWS_OF_SCAN).setCaching(ROWS_OF_SCAN);
            try (ResultScanner results = table.getScanner(scan)) {
              while (results.next() != null) {}
            }
            rate.add(1);
          };
      default -> throw new IllegalArgumentException(kind);
    };
  }

  private static int random(int rows) {
    return ThreadLocalRandom.current().nextInt(rows);
  }

  /** Row key. Its prefix distributes rows over all regions. */
  private static byte[] row(int number, int rows) {
    return Bytes.toBytes(String.format("%03d|%09d", (int) (1000L * number / rows), number));
  }

  private static byte[] value(int bytes) {
    byte[] value = new byte[bytes];
    ThreadLocalRandom.current().nextBytes(value);
    return value;
  }

  private static void create(Connection connection, TableName name, int regions, int rows, int bytes)
      throws Exception {
    byte[][] splits = new byte[regions - 1][];
    for (int split = 1; split < regions; split++)
      splits[split - 1] = Bytes.toBytes(String.format("%03d|", 1000 * split / regions));
    try (Admin admin = connection.getAdmin()) {
      if (!admin.tableExists(name))
        admin.createTable(
            TableDescriptorBuilder.newBuilder(name)
                .setColumnFamily(ColumnFamilyDescriptorBuilder.of(FAMILY))
                .build(),
            splits);
    }
    try (BufferedMutator mutator = connection.getBufferedMutator(name)) {
      for (int row = 0; row < rows; row++)
        mutator.mutate(new Put(row(row, rows)).addColumn(FAMILY, COLUMN, value(bytes)));
    }
  }
}
