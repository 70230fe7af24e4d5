package e2e;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Random;
import java.util.zip.CRC32;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.HdfsConfiguration;

/**
 * What a user of HDFS does.
 *
 * <pre>
 * HdfsData write PATH MIB   writes random bytes and prints their CRC
 * HdfsData read PATH        prints the CRC of what it reads, and HDFS's own checksum of the file
 * HdfsData delete PATH      the whole directory; it need not be there
 * </pre>
 */
public final class HdfsData {
  private static final int MIB = 1 << 20;

  public static void main(String[] args) throws Exception {
    Configuration configuration = new HdfsConfiguration();
    try (FileSystem fileSystem = FileSystem.get(configuration)) {
      Path path = new Path(args[1]);
      switch (args[0]) {
        case "write" -> write(fileSystem, path, Integer.parseInt(args[2]));
        case "read" -> read(fileSystem, path);
        case "delete" -> fileSystem.delete(path, true);
        default -> throw new IllegalArgumentException("unknown command " + args[0]);
      }
    }
  }

  private static void write(FileSystem fileSystem, Path path, int mib) throws Exception {
    Random random = new Random(mib);
    byte[] chunk = new byte[MIB];
    CRC32 crc = new CRC32();
    try (OutputStream out = fileSystem.create(path, true)) {
      for (int number = 0; number < mib; number++) {
        random.nextBytes(chunk);
        crc.update(chunk);
        out.write(chunk);
      }
    }
    System.out.println("crc " + Long.toHexString(crc.getValue()));
  }

  private static void read(FileSystem fileSystem, Path path) throws Exception {
    byte[] chunk = new byte[MIB];
    CRC32 crc = new CRC32();
    try (InputStream in = fileSystem.open(path)) {
      for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
        crc.update(chunk, 0, length);
      }
    }
    System.out.println("crc " + Long.toHexString(crc.getValue()));
    System.out.println("checksum " + fileSystem.getFileChecksum(path));
  }
}
