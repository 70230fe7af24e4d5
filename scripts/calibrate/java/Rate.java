package calibrate;

import java.util.concurrent.atomic.LongAdder;

/**
 * Measures the rate of operations. Prints lines that the calling script parses:
 * {@code begin} after the warm-up, {@code sample RATE} for each window, {@code failed COUNT}, {@code end}.
 */
final class Rate {
  private static final long WARM_UP_MILLIS = 5_000;

  private final LongAdder done = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private volatile boolean stopped;

  /** Counts acknowledged work: operations or bytes. */
  void add(long amount) {
    done.add(amount);
  }

  void fail(Throwable failure) {
    failed.increment();
    if (failed.sum() == 1) System.err.println(failure);
  }

  boolean stopped() {
    return stopped;
  }

  /** A unit of work, which counts its own results. */
  interface Work {
    void run() throws Exception;
  }

  /** Repeats work in a thread until the measurement ends. */
  Thread repeat(String name, Work work) {
    Thread thread =
        new Thread(
            () -> {
              while (!stopped) {
                try {
                  work.run();
                } catch (Exception failure) {
                  fail(failure);
                  sleep(50);
                }
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /**
   * Takes the samples while other threads work.
   *
   * @param unit divisor of amounts: 1 for operations, 2^20 for MiB
   */
  void measure(int samples, int seconds, double unit) {
    sleep(WARM_UP_MILLIS);
    long failedBefore = failed.sum();
    System.out.println("begin");
    for (int sample = 0; sample < samples; sample++) {
      long from = System.nanoTime();
      long before = done.sum();
      sleep(seconds * 1_000L);
      double elapsed = (System.nanoTime() - from) / 1e9;
      System.out.println("sample " + (done.sum() - before) / unit / elapsed);
    }
    System.out.println("failed " + (failed.sum() - failedBefore));
    System.out.println("end");
    stopped = true;
  }

  static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }
}
