import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TEST_BED, whyNoTestBed } from '../../cluster/test-bed';
import {
  cleanEnv,
  emulatorHome,
  findLab,
  freePort,
  installEmulator,
  linkPrograms,
  readEnv,
} from '../../deploy/emulator-programs';
import { succeed } from './command';
import { OUTSIDE_NODE } from './lab';

/** The test bed's cloud: its Kubernetes, with the nodes of node groups, and an emulator of AWS beside it. */
const CLOUD = join(TEST_BED, '..', 'cloud');

const RECORD = 'cloud.json';

/**
 * Takes the cloud of a directory down: a command that an interruption left running, the emulator with what runs in it
 * as Lambda functions, the nodes with their volumes, and the directory.
 */
const DOWN = `
  state=$1
  [ ! -e "$state/command.pid" ] || kill -9 "$(cat "$state/command.pid")"
  group=$(cat "$state/pid")
  "$0" down
  kill -9 "-$group" 2>/dev/null
  rm -rf "$state"
`;

/** A Kubernetes and an account of AWS on this machine. */
export class CloudLab {
  /** Why there is none; undefined if there is one. */
  public static whyNot(): string | undefined {
    const missing = whyNoTestBed();
    if (missing !== undefined) return missing;
    if (!existsSync(CLOUD)) return `there is no ${CLOUD}`;
    return findLab() === undefined ? 'there is no emulator of AWS (AWS_LAB_DIR)' : undefined;
  }

  /** The cloud whose files are in a directory; none yet if there is no such directory. */
  public static find(state: string): CloudLab | undefined {
    const record = join(state, RECORD);
    if (!existsSync(record)) return undefined;
    const { port } = JSON.parse(readFileSync(record, 'utf8')) as { port: string };
    return new CloudLab(state, port);
  }

  /** Prepares a directory for a cloud, and the programs on this machine. */
  public static async prepare(state: string): Promise<CloudLab> {
    const port = String(await freePort());
    await installEmulator(join(findLab() ?? '', 'aws-lab'), emulatorHome(), port);
    rmSync(state, { recursive: true, force: true });
    mkdirSync(state, { recursive: true });
    linkPrograms(emulatorHome(), state);
    writeFileSync(join(state, RECORD), JSON.stringify({ port }));
    return new CloudLab(state, port);
  }

  private constructor(
    /** Directory of everything that the cloud and its tests write. */
    public readonly state: string,
    private readonly port: string,
  ) {}

  /** Program and arguments that take it down, whatever it is doing. */
  public get takeDown(): [command: readonly string[], env: NodeJS.ProcessEnv] {
    return [['sh', '-c', DOWN, CLOUD, this.state], this.own];
  }

  /** Variables for programs that talk to the cluster or to AWS. */
  public get env(): Record<string, string> {
    return readEnv(CLOUD, this.settings);
  }

  /**
   * Boots a node for each that the node groups of an assembly want, and one outside of its zones, in an empty cluster.
   * Volumes that are kept stay.
   */
  public async up(assembly: string): Promise<void> {
    await succeed(CLOUD, ['up', assembly, '--node', OUTSIDE_NODE], { env: this.own });
  }

  /** Takes the cluster away. The volumes and whatever else is in the account stay. */
  public async loseCluster(): Promise<void> {
    await succeed(CLOUD, ['down', '--keep-volumes'], { env: this.own });
  }

  /** Makes the image to build others on, unless it is there. */
  public async baseImage(): Promise<string> {
    await succeed(TEST_BED, ['base-image', 'jre'], { env: this.own });
    return 'lab/jre:17';
  }

  private get settings(): Record<string, string> {
    return { AWS_LAB_HOME: this.state, AWS_LAB_PORT: this.port, TMPDIR: join(this.state, 'tmp') };
  }

  private get own(): NodeJS.ProcessEnv {
    return { ...cleanEnv(), ...this.settings };
  }
}
