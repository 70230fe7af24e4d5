package org.apache.hadoop.hdfs.server.blockmanagement;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.StorageType;
import org.apache.hadoop.hdfs.AddBlockFlag;
import org.apache.hadoop.hdfs.net.DFSNetworkTopology;
import org.apache.hadoop.hdfs.protocol.DatanodeID;
import org.apache.hadoop.hdfs.server.protocol.DatanodeStorage;
import org.apache.hadoop.hdfs.server.protocol.StorageReport;
import org.apache.hadoop.net.Node;
import org.apache.hadoop.util.Time;

/**
 * Asks a placement policy, within the classes of a NameNode, for the DataNodes of a block, again and again.
 *
 * <p>Arguments: the policy, replicas wanted, names of DataNodes that have one already or {@code -}, rounds, and the
 * DataNodes as NAME/RACK/STATE with one of the states ok, silent and full. It writes one line for each round: the names
 * that were chosen.
 */
public class Placement {
  private static final long STALE_AFTER_MS = 4_500;
  private static final long BLOCK = 128L << 20;

  public static void main(String[] arguments) throws Exception {
    Configuration conf = new Configuration(false);
    conf.setLong("dfs.namenode.stale.datanode.interval", STALE_AFTER_MS);
    conf.setBoolean("dfs.namenode.redundancy.considerLoad", false);
    BlockPlacementPolicy policy =
        (BlockPlacementPolicy) Class.forName(arguments[0]).getDeclaredConstructor().newInstance();
    DFSNetworkTopology topology = DFSNetworkTopology.getInstance(conf);
    Map<String, DatanodeDescriptor> nodes = new LinkedHashMap<>();
    for (int i = 4; i < arguments.length; i++) {
      String[] parts = arguments[i].split("/");
      DatanodeDescriptor node = node(parts[0], i, "/" + parts[1], parts[2]);
      topology.add(node);
      nodes.put(parts[0], node);
    }
    policy.initialize(conf, new Answering(nodes.size()), topology, new Host2NodesMap());
    int wanted = Integer.parseInt(arguments[1]);
    for (int round = 0; round < Integer.parseInt(arguments[3]); round++) {
      List<DatanodeStorageInfo> chosen = new ArrayList<>();
      for (DatanodeDescriptor node : named(nodes, arguments[2])) chosen.add(node.getStorageInfos()[0]);
      DatanodeStorageInfo[] targets =
          policy.chooseTarget(
              "/file",
              wanted,
              null,
              chosen,
              false,
              new HashSet<Node>(),
              BLOCK,
              BlockStoragePolicySuite.createDefaultSuite().getDefaultPolicy(),
              EnumSet.noneOf(AddBlockFlag.class));
      StringJoiner line = new StringJoiner(",");
      for (DatanodeStorageInfo target : targets) line.add(target.getDatanodeDescriptor().getHostName());
      System.out.println(line);
    }
  }

  private static DatanodeDescriptor node(String name, int number, String rack, String state) {
    DatanodeID id = new DatanodeID("10.0.0." + number, name, "uuid-" + name, 9866, 9864, 9865, 9867);
    DatanodeDescriptor node = new DatanodeDescriptor(id, rack);
    DatanodeStorage disk = new DatanodeStorage("disk-" + name, DatanodeStorage.State.NORMAL, StorageType.DISK);
    long capacity = 1L << 40;
    long free = state.equals("full") ? BLOCK / 2 : capacity;
    StorageReport report = new StorageReport(disk, false, capacity, capacity - free, free, 0, 0);
    node.updateStorage(disk);
    node.updateHeartbeat(new StorageReport[] {report}, 0, 0, 0, 0, null);
    if (state.equals("silent")) node.setLastUpdateMonotonic(Time.monotonicNow() - 2 * STALE_AFTER_MS);
    return node;
  }

  private static List<DatanodeDescriptor> named(Map<String, DatanodeDescriptor> nodes, String names) {
    List<DatanodeDescriptor> found = new ArrayList<>();
    if (!names.equals("-")) for (String name : names.split(",")) found.add(nodes.get(name));
    return found;
  }

  /** Statistics of a cluster in which writes avoid stale DataNodes. */
  private static class Answering implements FSClusterStats {
    private final int datanodes;

    Answering(int datanodes) {
      this.datanodes = datanodes;
    }

    @Override
    public int getTotalLoad() {
      return 0;
    }

    @Override
    public boolean isAvoidingStaleDataNodesForWrite() {
      return true;
    }

    @Override
    public int getNumDatanodesInService() {
      return datanodes;
    }

    @Override
    public double getInServiceXceiverAverage() {
      return 0;
    }

    @Override
    public double getInServiceXceiverAverageForVolume() {
      return 0;
    }

    @Override
    public Map<StorageType, StorageTypeStats> getStorageTypeStats() {
      return Map.of();
    }
  }
}
