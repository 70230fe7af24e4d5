package e2e;

import java.util.ArrayList;
import java.util.List;

/** A sequence of operations, one after the other, that never ends by an error: each is told to the {@link Ledger}. */
abstract class Stream implements Runnable {
  final String name;
  private final long pauseMillis;

  Stream(String name, long pauseMillis) {
    this.name = name;
    this.pauseMillis = pauseMillis;
  }

  /** One operation. It returns when the product has acknowledged it. */
  abstract void operate(long sequence) throws Exception;

  /** What is to do after an operation that failed. */
  void recover() throws Exception {}

  /** What is to do at the end, after the last operation. */
  void close() throws Exception {}

  @Override
  public void run() {
    for (long sequence = 0; !Ledger.stopped(); sequence++) {
      long start = System.currentTimeMillis();
      try {
        operate(sequence);
        Ledger.acknowledged(name, sequence, start);
      } catch (Exception | Error failure) {
        Ledger.failed(name, sequence, start, failure);
        try {
          recover();
        } catch (Exception again) {
          Ledger.info(name + " recovers: " + Ledger.oneLine(again));
        }
      }
      sleep(pauseMillis);
    }
    try {
      close();
    } catch (Exception failure) {
      Ledger.info(name + " closes: " + Ledger.oneLine(failure));
    }
    Ledger.info(name + " ended");
  }

  /** Runs streams side by side until all have ended. */
  static void runAll(List<? extends Stream> streams) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (Stream stream : streams) threads.add(new Thread(stream, stream.name));
    for (Thread thread : threads) thread.start();
    for (Thread thread : threads) thread.join();
  }

  static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
