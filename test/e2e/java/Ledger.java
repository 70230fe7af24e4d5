package e2e;

import java.io.FileOutputStream;
import java.io.FileDescriptor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What a load generator tells the test: a line for each operation, on standard output, before the next one starts.
 * Products log to the same stream; these lines start with {@code e2e}. Streams are independent sequences of
 * operations: one writer each.
 *
 * <pre>
 * e2e A stream sequence start-ms latency-ms          acknowledged
 * e2e F stream sequence start-ms latency-ms reason   failed: may be there or not
 * e2e R stream first last                            read back, with the right content
 * e2e B stream sequence                              read back, with other content
 * e2e I text                                         anything else
 * </pre>
 */
final class Ledger {
  private static final OutputStream OUT = new FileOutputStream(FileDescriptor.out);
  /** The test makes this file to end a load in good order. */
  private static final Path STOP = Path.of("/tmp/e2e-stop");

  private Ledger() {}

  static boolean stopped() {
    return Files.exists(STOP);
  }

  static void acknowledged(String stream, long sequence, long startMillis) {
    line("A", stream, sequence, startMillis, System.currentTimeMillis() - startMillis);
  }

  static void failed(String stream, long sequence, long startMillis, Throwable reason) {
    line("F", stream, sequence, startMillis, System.currentTimeMillis() - startMillis, oneLine(reason));
  }

  static void readBack(String stream, long first, long last) {
    line("R", stream, first, last);
  }

  /** The ranges of the sequence numbers that were read back. */
  static void readBack(String stream, long[] sequences) {
    long[] sorted = Arrays.stream(sequences).sorted().distinct().toArray();
    for (int from = 0, to; from < sorted.length; from = to) {
      for (to = from + 1; to < sorted.length && sorted[to] == sorted[to - 1] + 1; ) to++;
      readBack(stream, sorted[from], sorted[to - 1]);
    }
  }

  static void bad(String stream, long sequence) {
    line("B", stream, sequence);
  }

  static void info(String text) {
    line("I", text);
  }

  static String oneLine(Throwable reason) {
    Throwable cause = reason;
    while (cause.getCause() != null && cause.getCause() != cause) cause = cause.getCause();
    String text = reason == cause ? String.valueOf(reason) : reason.getClass().getSimpleName() + ": " + cause;
    text = text.replaceAll("\\s+", " ");
    return text.length() > 300 ? text.substring(0, 300) : text;
  }

  /** What stands for an operation in the products: different for each, and the same whenever it is made. */
  static String content(String stream, long sequence) {
    return stream + ":" + sequence + ":" + Long.toHexString(mix(stream.hashCode() * 31L + sequence));
  }

  /** Ends this JVM, with threads that products leave behind. */
  static void end(int code) {
    System.out.flush();
    Runtime.getRuntime().halt(code);
  }

  private static long mix(long value) {
    long mixed = value * 0x9E3779B97F4A7C15L;
    return mixed ^ (mixed >>> 29);
  }

  private static void line(Object... words) {
    StringBuilder text = new StringBuilder("e2e");
    for (Object word : words) text.append(' ').append(word);
    byte[] bytes = text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    synchronized (OUT) {
      try {
        // One write for a line: others write to the same stream.
        OUT.write(bytes);
      } catch (IOException gone) {
        Runtime.getRuntime().halt(3);
      }
    }
  }
}
