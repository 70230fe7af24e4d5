package e2e;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZKUtil;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;

/**
 * Writes to ZooKeeper in one session, and reads back what it wrote. Operations with even numbers create a znode, the
 * next ones set what is in it. The session has an ephemeral znode, as that of every service which registers or locks:
 * where sessions are local, one without any ends with the server that it is connected to.
 *
 * <pre>
 * ZooKeeperLoad write CONNECT ROOT STREAM SESSION-MS PAUSE-MS
 * ZooKeeperLoad verify CONNECT ROOT
 * ZooKeeperLoad clean CONNECT ROOT
 * </pre>
 */
public final class ZooKeeperLoad extends Stream {
  /** A connection that is lost is the client's to try again; as long as an application would be patient. */
  private static final long GIVE_UP_MILLIS = 120_000;

  private static final long RETRY_MILLIS = 100;
  private static final String REGISTRATION = ".session";

  private final String connect;
  private final String root;
  private final int sessionMillis;
  private ZooKeeper client;

  private ZooKeeperLoad(String connect, String root, String name, int sessionMillis, long pauseMillis)
      throws Exception {
    super(name, pauseMillis);
    this.connect = connect;
    this.root = root;
    this.sessionMillis = sessionMillis;
    this.client = connected(connect, sessionMillis);
    Ledger.info(session());
  }

  private String session() {
    return name + " session 0x" + Long.toHexString(client.getSessionId());
  }

  public static void main(String[] args) throws Exception {
    String connect = args[1];
    String root = args[2];
    switch (args[0]) {
      case "write" -> {
        String name = args[3];
        ZooKeeperLoad load =
            new ZooKeeperLoad(connect, root, name, Integer.parseInt(args[4]), Long.parseLong(args[5]));
        load.makeAll(root + "/" + name);
        load.register();
        runAll(List.of(load));
      }
      case "verify" -> verify(connect, root);
      case "clean" -> {
        try (ZooKeeper client = connected(connect, 30_000)) {
          while (client.exists(root, false) != null) {
            try {
              ZKUtil.deleteRecursive(client, root);
            } catch (KeeperException.NoNodeException | KeeperException.NotEmptyException meanwhile) {
              // The session of a writer that was killed has ended just now, and its znode with it.
            }
          }
        }
      }
      default -> throw new IllegalArgumentException(args[0]);
    }
    Ledger.end(0);
  }

  private static ZooKeeper connected(String connect, int sessionMillis) throws Exception {
    CountDownLatch connected = new CountDownLatch(1);
    ZooKeeper client =
        new ZooKeeper(
            connect,
            sessionMillis,
            event -> {
              if (event.getState() == Watcher.Event.KeeperState.SyncConnected) connected.countDown();
            });
    if (!connected.await(GIVE_UP_MILLIS, TimeUnit.MILLISECONDS)) {
      client.close();
      throw new IllegalStateException("no connection to " + connect);
    }
    return client;
  }

  private interface Attempt {
    void run() throws Exception;
  }

  /** Tries until there is an answer, as every client of ZooKeeper has to. */
  private void attempt(Attempt attempt) throws Exception {
    long end = System.currentTimeMillis() + GIVE_UP_MILLIS;
    while (true) {
      try {
        attempt.run();
        return;
      } catch (KeeperException.ConnectionLossException lost) {
        if (System.currentTimeMillis() > end) throw lost;
        sleep(RETRY_MILLIS);
      }
    }
  }

  private void create(String path, byte[] data) throws Exception {
    try {
      client.create(path, data, ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
    } catch (KeeperException.NodeExistsException there) {
      // By the attempt before, whose answer was lost.
    }
  }

  /** A path and all above it. */
  private void makeAll(String path) throws Exception {
    for (int slash = path.indexOf('/', 1); ; slash = path.indexOf('/', slash + 1)) {
      String part = slash < 0 ? path : path.substring(0, slash);
      attempt(() -> create(part, new byte[0]));
      if (slash < 0) return;
    }
  }

  private void register() throws Exception {
    String path = root + "/" + name + REGISTRATION;
    attempt(
        () -> {
          try {
            client.create(path, new byte[0], ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL);
          } catch (KeeperException.NodeExistsException there) {
            // By the attempt before, or by the session before, which is about to end.
          }
        });
  }

  @Override
  void operate(long sequence) throws Exception {
    byte[] data = Ledger.content(name, sequence).getBytes(StandardCharsets.UTF_8);
    String path = String.format("%s/%s/%08d", root, name, sequence - sequence % 2);
    if (sequence % 2 == 0) attempt(() -> create(path, data));
    else attempt(() -> client.setData(path, data, -1));
  }

  @Override
  void recover() throws Exception {
    if (client.getState().isAlive()) return;
    Ledger.info(name + " lost its session");
    client.close();
    client = connected(connect, sessionMillis);
    Ledger.info(session());
  }

  @Override
  void close() throws Exception {
    // The same as at the beginning, if it never expired.
    Ledger.info(session());
    client.close();
  }

  private static void verify(String connect, String root) throws Exception {
    try (ZooKeeper client = connected(connect, 30_000)) {
      // The server that answers may be behind the one that acknowledged.
      CountDownLatch synced = new CountDownLatch(1);
      client.sync(root, (code, path, context) -> synced.countDown(), null);
      synced.await(GIVE_UP_MILLIS, TimeUnit.MILLISECONDS);
      for (String stream : client.getChildren(root, false)) {
        if (stream.endsWith(REGISTRATION)) continue;
        List<Long> found = new ArrayList<>();
        for (String child : client.getChildren(root + "/" + stream, false)) {
          long sequence = Long.parseLong(child);
          String data =
              new String(client.getData(root + "/" + stream + "/" + child, false, null), StandardCharsets.UTF_8);
          if (data.equals(Ledger.content(stream, sequence + 1))) found.add(sequence + 1);
          else if (!data.equals(Ledger.content(stream, sequence))) {
            Ledger.bad(stream, sequence);
            continue;
          }
          found.add(sequence);
        }
        Ledger.readBack(stream, found.stream().flatMapToLong(LongStream::of).toArray());
      }
    }
  }
}
