package e2e;

import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZKUtil;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;

/**
 * What a user of ZooKeeper does.
 *
 * <pre>
 * ZooKeeperData data SERVERS PATH      creates, sets, gets and deletes a node
 * ZooKeeperData put SERVERS PATH TEXT  a node that stays, new or set
 * ZooKeeperData get SERVERS PATH       prints it
 * ZooKeeperData delete SERVERS PATH    with all below it; it need not be there
 * ZooKeeperData session SERVERS PATH   prints its session and server; creates an ephemeral node when a line comes in,
 *                                      and ends when another one does
 * ZooKeeperData connect SERVERS TIMES  prints the server of each of so many sessions
 * </pre>
 */
public final class ZooKeeperData {
  private static final int SESSION_MS = 15_000;

  /** It tells which server it is connected to; the class itself keeps that for its heirs. */
  private static final class Session extends ZooKeeper implements AutoCloseable {
    Session(String servers, Watcher watcher) throws Exception {
      super(servers, SESSION_MS, watcher);
    }

    String server() {
      var address = (InetSocketAddress) testableRemoteSocketAddress();
      return address.getAddress().getHostAddress();
    }
  }

  public static void main(String[] args) throws Exception {
    switch (args[0]) {
      case "data" -> data(args[1], args[2]);
      case "put" -> put(args[1], args[2], args[3]);
      case "get" -> get(args[1], args[2]);
      case "delete" -> delete(args[1], args[2]);
      case "session" -> session(args[1], args[2]);
      case "connect" -> connect(args[1], Integer.parseInt(args[2]));
      default -> throw new IllegalArgumentException("unknown command " + args[0]);
    }
    // Threads of the client must not keep the process.
    System.exit(0);
  }

  private static Session open(String servers) throws Exception {
    var connected = new CountDownLatch(1);
    var session =
        new Session(
            servers,
            event -> {
              if (event.getState() == Watcher.Event.KeeperState.SyncConnected) {
                connected.countDown();
              }
            });
    if (!connected.await(30, TimeUnit.SECONDS)) {
      throw new IllegalStateException("not connected to " + servers + " after 30 s");
    }
    return session;
  }

  private static void create(ZooKeeper session, String path, String text, CreateMode mode)
      throws Exception {
    session.create(path, text.getBytes(), ZooDefs.Ids.OPEN_ACL_UNSAFE, mode);
  }

  private static void data(String servers, String path) throws Exception {
    try (Session session = open(servers)) {
      create(session, path, "first", CreateMode.PERSISTENT);
      session.setData(path, "second".getBytes(), 0);
      var stat = new Stat();
      String text = new String(session.getData(path, false, stat));
      session.delete(path, 1);
      System.out.println("got " + text + " version " + stat.getVersion());
    }
  }

  private static void put(String servers, String path, String text) throws Exception {
    try (Session session = open(servers)) {
      if (session.exists(path, false) == null) {
        create(session, path, text, CreateMode.PERSISTENT);
      } else {
        session.setData(path, text.getBytes(), -1);
      }
    }
  }

  private static void get(String servers, String path) throws Exception {
    try (Session session = open(servers)) {
      System.out.println("got " + new String(session.getData(path, false, null)));
    }
  }

  private static void delete(String servers, String path) throws Exception {
    try (Session session = open(servers)) {
      ZKUtil.deleteRecursive(session, path);
    } catch (KeeperException.NoNodeException gone) {
      System.out.println("not there");
    }
  }

  private static void session(String servers, String path) throws Exception {
    try (Session session = open(servers)) {
      System.out.println(
          "session 0x" + Long.toHexString(session.getSessionId()) + " at " + session.server());
      System.in.read();
      create(session, path, "here", CreateMode.EPHEMERAL);
      Stat stat = session.exists(path, false);
      System.out.println("ephemeral 0x" + Long.toHexString(stat.getEphemeralOwner()));
      System.in.read();
    }
  }

  private static void connect(String servers, int times) throws Exception {
    for (int time = 0; time < times; time++) {
      try (Session session = open(servers)) {
        System.out.println("server " + session.server());
      }
    }
  }
}
