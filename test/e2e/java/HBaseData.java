package e2e;

import java.util.Arrays;
import org.apache.hadoop.hbase.HBaseConfiguration;
import org.apache.hadoop.hbase.HRegionLocation;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Admin;
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
 * What a user of HBase does, a command a run; there is no shell of this version.
 *
 * <pre>
 * HBaseData create TABLE REGIONS      a table with one family, split evenly
 * HBaseData put TABLE ROWS            rows over all regions, and reads each back
 * HBaseData scan TABLE                prints how many rows there are, and a digest of them
 * HBaseData flush TABLE
 * HBaseData snapshot TABLE SNAPSHOT   prints the snapshots of the table
 * HBaseData restore SNAPSHOT TABLE    a new table from a snapshot
 * HBaseData locate TABLE              prints the server of each region; "hbase:meta" is a table
 * HBaseData drop TABLE [SNAPSHOT]...  leaves no table and no snapshot behind; what is not there is left out
 * </pre>
 */
public final class HBaseData {
  private static final byte[] FAMILY = Bytes.toBytes("f");
  private static final byte[] COLUMN = Bytes.toBytes("c");

  public static void main(String[] args) throws Exception {
    try (Connection connection = ConnectionFactory.createConnection(HBaseConfiguration.create());
        Admin admin = connection.getAdmin()) {
      switch (args[0]) {
        case "create" -> create(admin, TableName.valueOf(args[1]), Integer.parseInt(args[2]));
        case "put" -> put(connection, TableName.valueOf(args[1]), Integer.parseInt(args[2]));
        case "scan" -> scan(connection, TableName.valueOf(args[1]));
        case "flush" -> admin.flush(TableName.valueOf(args[1]));
        case "snapshot" -> snapshot(admin, TableName.valueOf(args[1]), args[2]);
        case "restore" -> admin.cloneSnapshot(args[1], TableName.valueOf(args[2]));
        case "locate" -> locate(connection, TableName.valueOf(args[1]));
        case "drop" -> drop(admin, args);
        default -> throw new IllegalArgumentException("unknown command " + args[0]);
      }
    }
  }

  private static void create(Admin admin, TableName table, int regions) throws Exception {
    var description =
        TableDescriptorBuilder.newBuilder(table)
            .setColumnFamily(ColumnFamilyDescriptorBuilder.of(FAMILY))
            .build();
    byte[][] splits = new byte[regions - 1][];
    for (int region = 1; region < regions; region++) {
      splits[region - 1] = Bytes.toBytes(String.format("%02x", 256 * region / regions));
    }
    admin.createTable(description, splits.length == 0 ? null : splits);
    System.out.println("created " + table);
  }

  /** The first two digits of a row spread it over the regions. */
  private static byte[] row(int number) {
    return Bytes.toBytes(String.format("%02x-%06d", (number * 37) % 256, number));
  }

  private static void put(Connection connection, TableName name, int rows) throws Exception {
    try (Table table = connection.getTable(name)) {
      for (int number = 0; number < rows; number++) {
        table.put(new Put(row(number)).addColumn(FAMILY, COLUMN, Bytes.toBytes("value " + number)));
      }
      for (int number = 0; number < rows; number++) {
        byte[] value = table.get(new Get(row(number))).getValue(FAMILY, COLUMN);
        if (!Arrays.equals(value, Bytes.toBytes("value " + number))) {
          throw new IllegalStateException("row " + number + " is " + Bytes.toString(value));
        }
      }
    }
    System.out.println("put and got " + rows);
  }

  private static void scan(Connection connection, TableName name) throws Exception {
    long rows = 0;
    long digest = 0;
    try (Table table = connection.getTable(name);
        ResultScanner scanner = table.getScanner(new Scan().addFamily(FAMILY))) {
      for (Result result : scanner) {
        rows++;
        digest = 31 * digest + Bytes.hashCode(result.getRow());
        digest = 31 * digest + Bytes.hashCode(result.getValue(FAMILY, COLUMN));
      }
    }
    System.out.println("rows " + rows + " digest " + Long.toHexString(digest));
  }

  private static void snapshot(Admin admin, TableName table, String name) throws Exception {
    admin.snapshot(name, table);
    admin.listSnapshots().stream()
        .filter(snapshot -> snapshot.getTableName().equals(table))
        .forEach(snapshot -> System.out.println("snapshot " + snapshot.getName()));
  }

  private static void locate(Connection connection, TableName table) throws Exception {
    for (HRegionLocation location : connection.getRegionLocator(table).getAllRegionLocations()) {
      System.out.println(
          "region " + location.getRegion().getEncodedName() + " " + location.getServerName());
    }
  }

  private static void drop(Admin admin, String[] args) throws Exception {
    TableName table = TableName.valueOf(args[1]);
    if (admin.tableExists(table)) {
      if (admin.isTableEnabled(table)) {
        admin.disableTable(table);
      }
      admin.deleteTable(table);
    }
    var names = Arrays.asList(args).subList(2, args.length);
    for (var snapshot : admin.listSnapshots()) {
      if (names.contains(snapshot.getName())) {
        admin.deleteSnapshot(snapshot.getName());
      }
    }
    System.out.println("dropped " + table);
  }
}
