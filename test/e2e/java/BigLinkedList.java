package e2e;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.hadoop.hbase.HBaseConfiguration;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Admin;
import org.apache.hadoop.hbase.client.BufferedMutator;
import org.apache.hadoop.hbase.client.ColumnFamilyDescriptorBuilder;
import org.apache.hadoop.hbase.client.Connection;
import org.apache.hadoop.hbase.client.ConnectionFactory;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.client.RegionInfo;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.ResultScanner;
import org.apache.hadoop.hbase.client.Scan;
import org.apache.hadoop.hbase.client.Table;
import org.apache.hadoop.hbase.client.TableDescriptorBuilder;
import org.apache.hadoop.hbase.util.Bytes;

/**
 * The test of Goraci and of HBase's IntegrationTestBigLinkedList in one process. Each writer makes circles: a batch of
 * nodes with random keys, each pointing to the node at the same place in the batch before; the first batch, shifted by
 * one, points to the last. A batch is written when the one that it points to is acknowledged. So a node that is pointed
 * to and not there was lost, and so was what should point to a node that nothing points to.
 *
 * <pre>
 * BigLinkedList generate TABLE REGIONS WRITERS WIDTH WRAP PAUSE-MS   until it is told to stop, and then to the end of
 *                                                                    the circle; it pauses after each batch
 * BigLinkedList verify TABLE
 * BigLinkedList clean TABLE
 * </pre>
 *
 * @see "https://github.com/apache/hbase/blob/rel/2.6.4/hbase-it/src/test/java/org/apache/hadoop/hbase/test/IntegrationTestBigLinkedList.java"
 */
public final class BigLinkedList extends Stream {
  private static final byte[] FAMILY = Bytes.toBytes("meta");
  private static final byte[] PREVIOUS = Bytes.toBytes("prev");
  private static final long OPERATIONS_PAUSE_MILLIS = 5_000;

  private final BufferedMutator mutator;
  private final SplittableRandom random = new SplittableRandom();
  private final int width;
  private final int wrap;
  private final long batchPauseMillis;

  private BigLinkedList(
      Connection connection, TableName table, String name, int width, int wrap, long batchPauseMillis)
      throws Exception {
    super(name, 0);
    this.batchPauseMillis = batchPauseMillis;
    this.mutator = connection.getBufferedMutator(table);
    this.width = width;
    this.wrap = wrap;
  }

  public static void main(String[] args) throws Exception {
    Connection connection = ConnectionFactory.createConnection(HBaseConfiguration.create());
    TableName table = TableName.valueOf(args[1]);
    switch (args[0]) {
      case "generate" -> {
        create(connection, table, Integer.parseInt(args[2]));
        List<BigLinkedList> writers = new ArrayList<>();
        for (int writer = 0; writer < Integer.parseInt(args[3]); writer++)
          writers.add(
              new BigLinkedList(
                  connection,
                  table,
                  "list." + writer,
                  Integer.parseInt(args[4]),
                  Integer.parseInt(args[5]),
                  Long.parseLong(args[6])));
        Thread operations = new Thread(() -> operations(connection, table));
        operations.setDaemon(true);
        operations.start();
        runAll(writers);
      }
      case "verify" -> verify(connection, table);
      case "clean" -> HBaseLoad.main(new String[] {"clean", args[1]});
      default -> throw new IllegalArgumentException(args[0]);
    }
    Ledger.end(0);
  }

  private static void create(Connection connection, TableName name, int regions) throws Exception {
    try (Admin admin = connection.getAdmin()) {
      if (admin.tableExists(name)) return;
      // The keys are random in all their bits; splits are compared without sign.
      byte[][] splits = new byte[regions - 1][];
      for (int split = 1; split < regions; split++)
        splits[split - 1] = Bytes.toBytes(Long.divideUnsigned(-1L, regions) * split);
      admin.createTable(
          TableDescriptorBuilder.newBuilder(name)
              .setColumnFamily(ColumnFamilyDescriptorBuilder.of(FAMILY))
              .build(),
          splits);
    }
  }

  /** What happens to regions on any day: flushes, compactions, moves. It may fail while servers are down. */
  private static void operations(Connection connection, TableName name) {
    SplittableRandom random = new SplittableRandom();
    try (Admin admin = connection.getAdmin()) {
      while (true) {
        sleep(OPERATIONS_PAUSE_MILLIS);
        try {
          switch (random.nextInt(3)) {
            case 0 -> admin.flush(name);
            case 1 -> admin.compact(name);
            default -> {
              List<RegionInfo> regions = admin.getRegions(name);
              admin.move(regions.get(random.nextInt(regions.size())).getEncodedNameAsBytes());
            }
          }
        } catch (Exception failure) {
          Ledger.info("operation: " + Ledger.oneLine(failure));
        }
      }
    } catch (Exception failure) {
      Ledger.info("no more operations: " + Ledger.oneLine(failure));
    }
  }

  /** One circle. Its number of nodes is width x wrap. */
  @Override
  void operate(long sequence) throws Exception {
    long[] first = null;
    long[] previous = null;
    for (int batch = 0; batch < wrap; batch++) {
      long[] current = random.longs(width).toArray();
      persist(current, previous);
      if (first == null) first = current;
      previous = current;
    }
    // One longer circle instead of as many as the batch is wide.
    long[] shifted = new long[width];
    for (int place = 0; place < width; place++) shifted[place] = first[(place + 1) % width];
    persist(shifted, previous);
  }

  /** Writes until it is acknowledged: the same nodes again do no harm, and half a circle would look like a loss. */
  private void persist(long[] nodes, long[] previous) {
    while (true) {
      try {
        for (int place = 0; place < nodes.length; place++) {
          byte[] points = previous == null ? new byte[0] : Bytes.toBytes(previous[place]);
          mutator.mutate(new Put(Bytes.toBytes(nodes[place])).addColumn(FAMILY, PREVIOUS, points));
        }
        mutator.flush();
        sleep(batchPauseMillis);
        return;
      } catch (Exception failure) {
        Ledger.info(name + " writes a batch again: " + Ledger.oneLine(failure));
        sleep(1_000);
      }
    }
  }

  private static void verify(Connection connection, TableName name) throws Exception {
    Keys nodes = new Keys();
    Keys pointers = new Keys();
    long ends = 0;
    try (Table table = connection.getTable(name);
        ResultScanner rows = table.getScanner(new Scan().setCaching(1_000))) {
      for (Result row : rows) {
        nodes.add(Bytes.toLong(row.getRow()));
        byte[] points = row.getValue(FAMILY, PREVIOUS);
        if (points.length == 0) ends++;
        else pointers.add(Bytes.toLong(points));
      }
    }
    nodes.sort();
    pointers.sort();
    Ledger.info(
        String.format(
            "nodes=%d undefined=%d unreferenced=%d ends=%d",
            nodes.size, pointers.notIn(nodes), nodes.notIn(pointers), ends));
  }

  /** Many keys in little memory. */
  private static final class Keys {
    private long[] keys = new long[1 << 16];
    private int size;

    void add(long key) {
      if (size == keys.length) keys = Arrays.copyOf(keys, size + size / 2);
      keys[size++] = key;
    }

    void sort() {
      Arrays.sort(keys, 0, size);
    }

    /** How many of these are not among others. */
    long notIn(Keys others) {
      long missing = 0;
      for (int index = 0; index < size; index++)
        if (Arrays.binarySearch(others.keys, 0, others.size, keys[index]) < 0) missing++;
      return missing;
    }
  }
}
