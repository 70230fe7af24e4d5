package e2e;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.hadoop.hbase.HBaseConfiguration;
import org.apache.hadoop.hbase.HConstants;
import org.apache.hadoop.hbase.ServerName;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Admin;
import org.apache.hadoop.hbase.client.ColumnFamilyDescriptorBuilder;
import org.apache.hadoop.hbase.client.Connection;
import org.apache.hadoop.hbase.client.ConnectionFactory;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.client.RegionInfoBuilder;
import org.apache.hadoop.hbase.client.RegionLocator;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.ResultScanner;
import org.apache.hadoop.hbase.client.Scan;
import org.apache.hadoop.hbase.client.Table;
import org.apache.hadoop.hbase.client.TableDescriptorBuilder;
import org.apache.hadoop.hbase.util.Bytes;

/**
 * Puts single rows into a table, and reads them back. Stream number i of each writer has region number i of the table
 * to itself, so that one region that stalls does not hide the others.
 *
 * <pre>
 * HBaseLoad create TABLE REGIONS
 * HBaseLoad write TABLE REGIONS WRITER PAUSE-MS
 * HBaseLoad master WRITER PAUSE-MS      asks the active master for something that it answers when it is initialized
 * HBaseLoad meta                        tells which server has hbase:meta: {@code e2e I meta HOST}
 * HBaseLoad moveMeta HOST-PREFIX
 * HBaseLoad verify TABLE
 * HBaseLoad clean TABLE
 * </pre>
 */
public final class HBaseLoad extends Stream {
  private static final byte[] FAMILY = Bytes.toBytes("f");
  private static final byte[] COLUMN = Bytes.toBytes("c");

  private final Connection connection;
  private final TableName table;
  private final int region;

  private HBaseLoad(Connection connection, TableName table, int region, String name, long pauseMillis) {
    super(name, pauseMillis);
    this.connection = connection;
    this.table = table;
    this.region = region;
  }

  public static void main(String[] args) throws Exception {
    // Open to the end of the JVM: closing waits for operations that hang.
    Connection connection = ConnectionFactory.createConnection(HBaseConfiguration.create());
    switch (args[0]) {
      case "create" -> create(connection, TableName.valueOf(args[1]), Integer.parseInt(args[2]));
      case "write" -> {
        List<Stream> streams = new ArrayList<>();
        for (int region = 0; region < Integer.parseInt(args[2]); region++) {
          String name = args[3] + "." + region;
          streams.add(
              new HBaseLoad(connection, TableName.valueOf(args[1]), region, name, Long.parseLong(args[4])));
        }
        runAll(streams);
      }
      case "master" -> runAll(List.of(masterStream(connection, args[1], Long.parseLong(args[2]))));
      case "meta" -> meta(connection);
      case "moveMeta" -> {
        moveMeta(connection, args[1]);
        meta(connection);
      }
      case "verify" -> verify(connection, TableName.valueOf(args[1]));
      case "clean" -> {
        try (Admin admin = connection.getAdmin()) {
          TableName table = TableName.valueOf(args[1]);
          if (admin.tableExists(table)) {
            if (admin.isTableEnabled(table)) admin.disableTable(table);
            admin.deleteTable(table);
          }
        }
      }
      default -> throw new IllegalArgumentException(args[0]);
    }
    Ledger.end(0);
  }

  private static void create(Connection connection, TableName name, int regions) throws Exception {
    byte[][] splits = new byte[regions - 1][];
    for (int split = 1; split < regions; split++) splits[split - 1] = Bytes.toBytes(rowPrefix(split));
    try (Admin admin = connection.getAdmin()) {
      if (admin.tableExists(name)) return;
      admin.createTable(
          TableDescriptorBuilder.newBuilder(name)
              .setColumnFamily(ColumnFamilyDescriptorBuilder.of(FAMILY))
              .build(),
          splits);
    }
  }

  private static Stream masterStream(Connection connection, String name, long pauseMillis) {
    return new Stream(name, pauseMillis) {
      @Override
      void operate(long sequence) throws Exception {
        try (Admin admin = connection.getAdmin()) {
          admin.listTableDescriptors();
        }
      }
    };
  }

  private static void meta(Connection connection) throws Exception {
    try (RegionLocator locator = connection.getRegionLocator(TableName.META_TABLE_NAME)) {
      Ledger.info("meta " + locator.getRegionLocation(HConstants.EMPTY_START_ROW, true).getHostname());
    }
  }

  private static void moveMeta(Connection connection, String host) throws Exception {
    try (Admin admin = connection.getAdmin()) {
      for (ServerName server : admin.getRegionServers())
        if (server.getHostname().startsWith(host))
          admin.move(RegionInfoBuilder.FIRST_META_REGIONINFO.getEncodedNameAsBytes(), server);
    }
  }

  private static String rowPrefix(int region) {
    return String.format("%02d|", region);
  }

  @Override
  void operate(long sequence) throws Exception {
    String row = String.format("%s%s|%09d", rowPrefix(region), name, sequence);
    try (Table own = connection.getTable(table)) {
      own.put(
          new Put(Bytes.toBytes(row))
              .addColumn(FAMILY, COLUMN, Ledger.content(name, sequence).getBytes(StandardCharsets.UTF_8)));
    }
  }

  private static void verify(Connection connection, TableName name) throws Exception {
    Map<String, List<Long>> found = new HashMap<>();
    try (Table table = connection.getTable(name);
        ResultScanner rows = table.getScanner(new Scan().setCaching(500))) {
      for (Result row : rows) {
        String[] key = Bytes.toString(row.getRow()).split("\\|");
        long sequence = Long.parseLong(key[2]);
        if (Ledger.content(key[1], sequence).equals(Bytes.toString(row.getValue(FAMILY, COLUMN))))
          found.computeIfAbsent(key[1], stream -> new ArrayList<>()).add(sequence);
        else Ledger.bad(key[1], sequence);
      }
    }
    found.forEach(
        (stream, sequences) ->
            Ledger.readBack(stream, sequences.stream().flatMapToLong(LongStream::of).toArray()));
  }
}
