import { CLASS_PATHS, HOMES } from './image-layout';
import { CONFIG_DIR, ImageName } from './role-runtime';

/** Name of the file with the JVM's security properties, among a role's files. */
export const SECURITY_PROPERTIES = 'security.properties';

function opens(...packages: string[]): string[] {
  return packages.map((name) => `--add-opens=java.base/${name}=ALL-UNNAMED`);
}

/** Packages that Hadoop's classes access in JDK 17: Guice and cglib access `java.lang`. */
export const HADOOP_MODULE_FLAGS: readonly string[] = opens('java.lang');

const PRODUCT_FLAGS: Readonly<Record<ImageName, readonly string[]>> = {
  zookeeper: [`-Dlogback.configurationFile=${CONFIG_DIR}/logback.xml`],
  hadoop: [
    ...HADOOP_MODULE_FLAGS,
    `-Djava.library.path=${HOMES.hadoop}/lib/native`,
    `-Dlog4j.configuration=file:${CONFIG_DIR}/log4j.properties`,
  ],
  /** @see https://github.com/apache/hbase/blob/rel/2.6.4/bin/hbase function add_jdk11_jvm_flags */
  hbase: [
    '--add-modules=jdk.unsupported',
    ...opens('java.lang', 'java.lang.reflect', 'java.nio', 'sun.nio.ch', 'jdk.internal.misc'),
    '--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED',
    '-Dorg.apache.hbase.thirdparty.io.netty.tryReflectionSetAccessible=true',
    `-Dlog4j2.configurationFile=${CONFIG_DIR}/log4j2.properties`,
  ],
};

/** A Java program. */
export interface JavaProgram {
  readonly image: ImageName;
  /** Options for memory, garbage collector and processors. */
  readonly jvmFlags: readonly string[];
  readonly mainClass: string;
  /** Configuration for Hadoop's option parser, passed with `-D` before the arguments. */
  readonly properties?: Readonly<Record<string, string>>;
  readonly arguments?: readonly string[];
  /** Entries of the class path in addition to the image's own. */
  readonly classPath?: readonly string[];
}

/** The command that runs a Java program in its image. */
export function javaCommand(program: JavaProgram): string[] {
  const classPath = [...CLASS_PATHS[program.image], ...(program.classPath ?? [])];
  const properties = Object.entries(program.properties ?? {});
  return [
    'java',
    ...program.jvmFlags,
    // The topology and all names of the platform are IPv4. A JVM that prefers IPv6 sockets reports other addresses.
    '-Djava.net.preferIPv4Stack=true',
    `-Djava.security.properties=${CONFIG_DIR}/${SECURITY_PROPERTIES}`,
    ...PRODUCT_FLAGS[program.image],
    '-cp',
    classPath.join(':'),
    program.mainClass,
    ...properties.flatMap(([key, value]) => ['-D', `${key}=${value}`]),
    ...(program.arguments ?? []),
  ];
}
