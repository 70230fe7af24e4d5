import { Role } from '../../../lib/roles/role';
import { PORTS } from '../../../lib/roles/ports';
import { Client, ClientOptions, RunningProgram, startClient } from './clients';
import { missing, Operation, operationsOf, readBackOf, remarksOf } from './ledger';
import { clientJar } from './java';
import { E2ePlatform } from './platform';
import { until } from './wait';

/** What is written to, and read back. */
export const STORES = ['zookeeper', 'hdfs', 'hbase'] as const;
export type Store = (typeof STORES)[number];

/** What a load uses: the stores, and what only answers. */
export const SERVICES = [...STORES, 'hbase master', 'yarn'] as const;
export type Service = (typeof SERVICES)[number];

/** What a load needs beside its zone. */
export interface LoadOptions {
  /** First part of the names of its pods, streams, and of what it writes. */
  readonly name: string;
  /** Key of the zone that the writers are in. */
  readonly zone: string;
  /** Where all loads of a case write, each its own part. */
  readonly place: string;
  /**
   * Also ask HBase's master and YARN's ResourceManager, over and over.
   * @default false
   */
  readonly askMasters?: boolean;
}

/** A place where nothing is: what a dead run left behind would be taken for written. */
export function freshPlace(name: string): string {
  return `${name}-${Date.now().toString(36)}`;
}

/** Milliseconds between two operations of a stream. */
const PAUSE = '100';
/** Creating a file takes HDFS a round more than appending to one. */
const HDFS_PAUSE = '200';
/** Each question costs a master more than a write costs a store. */
const MASTER_PAUSE = '300';
/** What an application would take; within the ensemble's limits. */
const SESSION_MS = '15000';
/** Two for each RegionServer of the local platform. */
const REGIONS = '6';
/** Records until a file is rolled. */
const RECORDS = 50;

/**
 * Files of the platform that clients of each product run with. HBase's and HDFS's are those of a RegionServer: its
 * core-site.xml, hdfs-site.xml and hbase-site.xml, what every client of HBase would be given.
 */
const CLIENTS: Readonly<Record<Store, Pick<ClientOptions, 'image' | 'roleConfigOf'>>> = {
  zookeeper: { image: 'zookeeper', roleConfigOf: Role.ZOOKEEPER },
  hdfs: { image: 'hadoop', roleConfigOf: Role.NODEMANAGER },
  hbase: { image: 'hbase', roleConfigOf: Role.REGIONSERVER },
};

const PROGRAMS: Readonly<Record<Store, string>> = {
  zookeeper: 'e2e.ZooKeeperLoad',
  hdfs: 'e2e.HdfsLoad',
  hbase: 'e2e.HBaseLoad',
};

/** What asks, beside what writes, in the client of a store. */
const ASKING: Readonly<
  Record<Exclude<Service, Store>, { readonly in: Store; readonly program: string; readonly verb: string }>
> = {
  'hbase master': { in: 'hbase', program: 'e2e.HBaseLoad', verb: 'master' },
  yarn: { in: 'hdfs', program: 'e2e.YarnLoad', verb: 'ask' },
};

const WRITER_FLAGS = ['-Xmx96m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];

/** Seconds that a client may take to read everything back. */
const VERIFY_SECONDS = 300;

/** First arguments after the verb: where things are. */
function placeOf({ plan }: E2ePlatform, store: Store, place: string): string[] {
  switch (store) {
    case 'zookeeper':
      return [plan.coordination ?? '', `/e2e-${place}`];
    case 'hdfs':
      return [`/tmp/e2e-${place}`];
    case 'hbase':
      return [`e2e-${place}`];
  }
}

function writes({ name }: LoadOptions, store: Store): string[] {
  switch (store) {
    case 'zookeeper':
      return [`${name}.znodes`, SESSION_MS, PAUSE];
    case 'hdfs':
      return [HDFS_PAUSE, `${name}.appends:${RECORDS}`, `${name}.creates:1`];
    case 'hbase':
      return [REGIONS, name, PAUSE];
  }
}

/** Starts a client of a store, with the test's own programs. */
export async function storeClient(
  platform: E2ePlatform,
  store: Store,
  options: Pick<ClientOptions, 'name' | 'zone'>,
): Promise<Client> {
  return startClient(platform, { ...CLIENTS[store], ...options, jar: await clientJar() });
}

/** Continuous writes to all stores from one zone, and the record of what was acknowledged: in this process. */
export class Load {
  /** Starts the writers and waits until every stream is under way. */
  public static async start(platform: E2ePlatform, options: LoadOptions): Promise<Load> {
    const load = new Load(options);
    try {
      for (const store of STORES) {
        const client = await storeClient(platform, store, {
          name: `e2e-${options.name}-${store}`,
          zone: options.zone,
        });
        load.clients.set(store, client);
        const place = placeOf(platform, store, options.place);
        if (store === 'hbase') await client.java(PROGRAMS[store], ['create', ...place, REGIONS]);
        load.programs.set(
          store,
          client.start(PROGRAMS[store], ['write', ...place, ...writes(options, store)], {
            jvmFlags: WRITER_FLAGS,
          }),
        );
      }
      if (options.askMasters === true) load.askMasters();
      await load.underWay(120);
      return load;
    } catch (error) {
      await load.delete();
      throw error;
    }
  }

  private readonly clients = new Map<Store, Client>();
  private readonly programs = new Map<Service, RunningProgram>();

  private constructor(public readonly options: LoadOptions) {}

  /** What it uses. */
  public get services(): Service[] {
    return SERVICES.filter((service) => this.programs.has(service));
  }

  /** All operations so far. */
  public operations(service: Service): Operation[] {
    return operationsOf(this.programs.get(service)?.lines ?? []);
  }

  /** Everything else that was said. */
  public remarks(service: Service): string[] {
    return remarksOf(this.programs.get(service)?.lines ?? []);
  }

  /** Waits until every stream of some services has an acknowledgement of an operation that began after a moment. */
  public async underWay(
    timeoutSeconds: number,
    sinceMs = Date.now(),
    services: readonly Service[] = this.services,
  ): Promise<void> {
    for (const store of services) {
      await until(
        `${store} to serve its clients in zone ${this.options.zone}`,
        () => {
          const waiting = this.waiting(store, sinceMs);
          const said = this.programs.get(store)?.lines.slice(-3).join('\n') ?? '';
          if (waiting.length > 0) throw new Error(`waiting: ${waiting.join(', ')}; last lines: ${said}`);
          return Promise.resolve(true);
        },
        { timeoutSeconds, everySeconds: 0.2 },
      );
    }
  }

  /** Tells the writers to end what they do, and waits for it. Not for those in a zone that is lost. */
  public async stop(timeoutSeconds = 120): Promise<void> {
    for (const client of this.clients.values()) await client.exec(['touch', '/tmp/e2e-stop']);
    for (const program of this.programs.values()) await program.end(timeoutSeconds);
  }

  public async delete(): Promise<void> {
    for (const client of this.clients.values()) await client.delete();
  }

  private askMasters(): void {
    for (const [service, asking] of Object.entries(ASKING) as [
      keyof typeof ASKING,
      (typeof ASKING)[keyof typeof ASKING],
    ][]) {
      const client = this.clients.get(asking.in);
      if (client === undefined) throw new Error(`there is no client of ${asking.in}`);
      const args = [asking.verb, ...streamsOf(this.options.name, service), MASTER_PAUSE];
      this.programs.set(service, client.start(asking.program, args, { jvmFlags: WRITER_FLAGS }));
    }
  }

  private waiting(store: Service, sinceMs: number): string[] {
    const operations = this.operations(store);
    return streamsOf(this.options.name, store).filter(
      (stream) =>
        !operations.some(
          (operation) =>
            operation.stream === stream && operation.failure === undefined && operation.startMs >= sinceMs,
        ),
    );
  }
}

function streamsOf(name: string, service: Service): string[] {
  switch (service) {
    case 'zookeeper':
      return [`${name}.znodes`];
    case 'hdfs':
      return [`${name}.appends`, `${name}.creates`];
    case 'hbase':
      return Array.from({ length: Number(REGIONS) }, (_, region) => `${name}.${region}`);
    case 'hbase master':
      return [`${name}.master`];
    case 'yarn':
      return [`${name}.applications`];
  }
}

/** What reading everything back showed. */
export interface Verdict {
  readonly store: Store;
  readonly acknowledged: number;
  /** Acknowledged, and not there. */
  readonly missing: readonly string[];
  /** There, with other content. */
  readonly bad: readonly string[];
}

/** Reads back what loads wrote, and compares it with what was acknowledged to them. */
export async function verifyLoads(
  platform: E2ePlatform,
  place: string,
  loads: readonly Load[],
): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const store of STORES) {
    verdicts.push(await verifyStore(platform, store, placeOf(platform, store, place), loads));
  }
  return verdicts;
}

/** Reads back from one server of ZooKeeper what was acknowledged by whichever of them. */
export function verifyServer(
  platform: E2ePlatform,
  place: string,
  loads: readonly Load[],
  host: string,
): Promise<Verdict> {
  const [, root = ''] = placeOf(platform, 'zookeeper', place);
  return verifyStore(platform, 'zookeeper', [`${host}:${PORTS.zookeeperClient}`, root], loads);
}

async function verifyStore(
  platform: E2ePlatform,
  store: Store,
  place: readonly string[],
  loads: readonly Load[],
): Promise<Verdict> {
  // What is acknowledged after this may not be read any more.
  const operations = loads.flatMap((load) => load.operations(store));
  const client = await storeClient(platform, store, { name: `e2e-verify-${store}` });
  try {
    const output = await client.java(PROGRAMS[store], ['verify', ...place], {
      timeoutSeconds: VERIFY_SECONDS,
    });
    const readBack = readBackOf(output.split('\n'));
    return {
      store,
      acknowledged: operations.filter(({ failure }) => failure === undefined).length,
      missing: missing(operations, readBack),
      bad: readBack.bad,
    };
  } finally {
    await client.delete();
  }
}

/** Removes what loads wrote. */
export async function cleanPlace(platform: E2ePlatform, place: string): Promise<void> {
  for (const store of STORES) {
    const client = await storeClient(platform, store, { name: `e2e-clean-${store}` });
    try {
      await client.java(PROGRAMS[store], ['clean', ...placeOf(platform, store, place)], {
        timeoutSeconds: 300,
      });
    } finally {
      await client.delete();
    }
  }
}
