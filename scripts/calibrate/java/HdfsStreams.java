package calibrate;

import java.io.OutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Writes or reads whole files in parallel. Written files are deleted and written again.
 *
 * <pre>
 * HdfsStreams measure DIRECTORY write|read SAMPLES SECONDS STREAMS MIB
 * HdfsStreams clean DIRECTORY
 * </pre>
 */
public final class HdfsStreams {
  private static final int CHUNK = 1 << 20;

  public static void main(String[] args) throws Exception {
    FileSystem files = FileSystem.get(new Configuration());
    Path directory = new Path(args[1]);
    if (args[0].equals("measure")) {
      int mib = Integer.parseInt(args[6]);
      boolean writes = args[2].equals("write");
      Rate rate = new Rate();
      for (int stream = 0; stream < Integer.parseInt(args[5]); stream++) {
        Path file = new Path(directory, args[2] + "-" + stream);
        // Create the files to read.
        if (!writes) write(files, file, mib, new Rate());
        rate.repeat(
            file.getName(),
            () -> {
              if (writes) {
                write(files, file, mib, rate);
                files.delete(file, false);
              } else read(files, file, rate);
            });
      }
      rate.measure(Integer.parseInt(args[3]), Integer.parseInt(args[4]), CHUNK);
    } else files.delete(directory, true);
    System.exit(0);
  }

  private static void write(FileSystem files, Path file, int mib, Rate rate) throws Exception {
    byte[] chunk = new byte[CHUNK];
    try (OutputStream out = files.create(file, true)) {
      for (int written = 0; written < mib && !rate.stopped(); written++) {
        out.write(chunk);
        rate.add(CHUNK);
      }
    }
  }

  private static void read(FileSystem files, Path file, Rate rate) throws Exception {
    byte[] chunk = new byte[CHUNK];
    try (FSDataInputStream in = files.open(file)) {
      for (int length = in.read(chunk); length >= 0 && !rate.stopped(); length = in.read(chunk)) rate.add(length);
    }
  }
}
