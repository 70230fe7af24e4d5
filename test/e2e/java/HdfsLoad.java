package e2e;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.DistributedFileSystem;

/**
 * Appends records to files in HDFS, and reads them back. A record is acknowledged by hflush, every tenth by hsync.
 * A full file is closed; then it is opened again for more once, and the next file follows.
 *
 * <pre>
 * HdfsLoad write DIRECTORY PAUSE-MS STREAM:RECORDS-IN-A-FILE...
 * HdfsLoad verify DIRECTORY
 * HdfsLoad clean DIRECTORY
 * </pre>
 */
public final class HdfsLoad extends Stream {
  private static final int SYNC_EVERY = 10;
  private static final long LEASE_MILLIS = 180_000;

  private final FileSystem files;
  private final Path directory;
  private final int recordsInFile;
  private FSDataOutputStream out;
  private Path file;
  private int number;
  private int written;
  private boolean reopened;

  private HdfsLoad(FileSystem files, Path directory, String name, long pauseMillis, int recordsInFile) {
    super(name, pauseMillis);
    this.files = files;
    this.directory = directory;
    this.recordsInFile = recordsInFile;
  }

  public static void main(String[] args) throws Exception {
    FileSystem files = FileSystem.get(new Configuration());
    Path directory = new Path(args[1]);
    switch (args[0]) {
      case "write" -> {
        List<HdfsLoad> streams = new ArrayList<>();
        for (int argument = 3; argument < args.length; argument++) {
          String[] parts = args[argument].split(":");
          Path own = new Path(directory, parts[0]);
          files.mkdirs(own);
          streams.add(new HdfsLoad(files, own, parts[0], Long.parseLong(args[2]), Integer.parseInt(parts[1])));
        }
        runAll(streams);
      }
      case "verify" -> {
        for (FileStatus stream : files.listStatus(directory)) verify((DistributedFileSystem) files, stream.getPath());
      }
      case "clean" -> files.delete(directory, true);
      default -> throw new IllegalArgumentException(args[0]);
    }
    Ledger.end(0);
  }

  @Override
  void operate(long sequence) throws Exception {
    if (written == recordsInFile) {
      out.close();
      out = null;
      written = 0;
      // A file of one record is closed for good: that stream is of creations.
      reopened = !reopened && recordsInFile > 1;
      if (reopened) out = files.append(file);
    }
    if (out == null) {
      file = new Path(directory, String.format("%06d", number++));
      out = files.create(file, false);
    }
    out.write((Ledger.content(name, sequence) + "\n").getBytes(StandardCharsets.UTF_8));
    if (sequence % SYNC_EVERY == 0) out.hsync();
    else out.hflush();
    written++;
  }

  /** What failed may be half written, and stays as it is: the next record goes to another file. */
  @Override
  void recover() {
    out = null;
    written = 0;
    reopened = false;
  }

  @Override
  void close() throws Exception {
    if (out != null) out.close();
  }

  private static void verify(DistributedFileSystem files, Path directory) throws Exception {
    String stream = directory.getName();
    List<Long> found = new ArrayList<>();
    for (FileStatus status : files.listStatus(directory)) {
      Path file = status.getPath();
      closeFor(files, file);
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(files.open(file), StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          String[] parts = line.split(":");
          long sequence = parts.length == 3 && parts[1].matches("\\d+") ? Long.parseLong(parts[1]) : -1;
          if (line.equals(Ledger.content(stream, sequence))) found.add(sequence);
          else Ledger.info(file + " has a line that is no record: " + line);
        }
      }
    }
    Ledger.readBack(stream, found.stream().flatMapToLong(LongStream::of).toArray());
  }

  /** The writer of an open file may be gone: HDFS agrees on its length before it is read, as HBase does with logs. */
  private static void closeFor(DistributedFileSystem files, Path file) throws Exception {
    long end = System.currentTimeMillis() + LEASE_MILLIS;
    while (!files.isFileClosed(file) && !files.recoverLease(file)) {
      if (System.currentTimeMillis() > end) throw new IllegalStateException("the lease of " + file + " stays");
      sleep(500);
    }
  }
}
