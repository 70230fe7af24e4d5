package calibrate;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZKUtil;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;

/**
 * Sets znodes from several sessions with many outstanding requests each, like the clients of an ensemble.
 *
 * <pre>
 * ZooKeeperWrites measure CONNECT ROOT SAMPLES SECONDS SESSIONS OUTSTANDING BYTES
 * ZooKeeperWrites clean CONNECT ROOT
 * </pre>
 */
public final class ZooKeeperWrites {
  private static final int SESSION_MILLIS = 15_000;

  public static void main(String[] args) throws Exception {
    String connect = args[1];
    String root = args[2];
    if (args[0].equals("measure")) {
      measure(connect, root, new int[] {number(args[3]), number(args[4]), number(args[5]), number(args[6]), number(args[7])});
    } else {
      try (ZooKeeper client = connected(connect)) {
        if (client.exists(root, false) != null) ZKUtil.deleteRecursive(client, root);
      }
    }
    System.exit(0);
  }

  private static int number(String text) {
    return Integer.parseInt(text);
  }

  private static void measure(String connect, String root, int[] sizes) throws Exception {
    Rate rate = new Rate();
    byte[] data = new byte[sizes[4]];
    List<ZooKeeper> clients = new ArrayList<>();
    for (int session = 0; session < sizes[2]; session++) {
      ZooKeeper client = connected(connect);
      clients.add(client);
      if (session == 0) create(client, root, new byte[0]);
      String path = root + "/" + session;
      create(client, path, data);
      Semaphore underWay = new Semaphore(sizes[3]);
      rate.repeat(
          path,
          () -> {
            underWay.acquire();
            client.setData(
                path,
                data,
                -1,
                (code, at, context, stat) -> {
                  underWay.release();
                  if (code == 0) rate.add(1);
                  else rate.fail(KeeperException.create(KeeperException.Code.get(code), at));
                },
                null);
          });
    }
    rate.measure(sizes[0], sizes[1], 1);
    for (ZooKeeper client : clients) client.close(1_000);
  }

  private static void create(ZooKeeper client, String path, byte[] data) throws Exception {
    try {
      client.create(path, data, ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
    } catch (KeeperException.NodeExistsException there) {
      // Created by a run that was interrupted before its cleanup.
    }
  }

  private static ZooKeeper connected(String connect) throws Exception {
    CountDownLatch connected = new CountDownLatch(1);
    ZooKeeper client =
        new ZooKeeper(
            connect,
            SESSION_MILLIS,
            event -> {
              if (event.getState() == Watcher.Event.KeeperState.SyncConnected) connected.countDown();
            });
    if (!connected.await(30, TimeUnit.SECONDS)) throw new IllegalStateException("no connection to " + connect);
    return client;
  }
}
