import {
  startTestBed,
  TEST_BED,
  TEST_BED_KUBECONFIG,
  testBedVariables,
  whyNoTestBed,
} from '../../cluster/test-bed';
import { existsSync } from 'node:fs';
import { CommandOptions, Outcome, run, succeed } from './command';

/** A node in a zone that no description knows, for pods that ask for it. */
export const OUTSIDE_NODE = 'outside,d,outside=true:NoSchedule';

/** How a zone is lost. */
export type Failure = 'power' | 'network' | 'freeze';

/** The test bed: real nodes in zones, which can be lost. */
export class Lab {
  /** Why there is none; undefined if there is one. */
  public static whyNot(): string | undefined {
    return whyNoTestBed();
  }

  public readonly kubeconfig = TEST_BED_KUBECONFIG;
  public readonly variables = testBedVariables();

  /** Whether a cluster runs, by whomever it was started. */
  public get running(): boolean {
    return existsSync(this.kubeconfig);
  }

  /** Starts a node in each zone, and one outside of them. */
  public up(): void {
    startTestBed([OUTSIDE_NODE]);
  }

  public async down(): Promise<void> {
    await succeed(TEST_BED, ['down']);
  }

  /** Takes a zone of the platform away, by its name or key: `local-1a`, `1a`. */
  public async killZone(zone: string, how: Failure = 'power'): Promise<void> {
    await succeed(TEST_BED, ['kill-zone', letterOf(zone), how], { timeoutSeconds: 120 });
  }

  /** Boots the nodes of a zone again, with their disks, or plugs them in; whatever was lost. */
  public async restoreZone(zone: string): Promise<void> {
    await succeed(TEST_BED, ['restore-zone', letterOf(zone)], { timeoutSeconds: 120 });
  }

  public async killNode(node: string, how: Failure = 'power'): Promise<void> {
    await succeed(TEST_BED, ['kill-node', node, how], { timeoutSeconds: 120 });
  }

  public async restoreNode(node: string): Promise<void> {
    await succeed(TEST_BED, ['restore-node', node], { timeoutSeconds: 120 });
  }

  /** Runs a command on a node, as root; it must succeed. */
  public exec(node: string, command: readonly string[], options: CommandOptions = {}): Promise<string> {
    return succeed(TEST_BED, ['exec', node, ...command], { timeoutSeconds: 60, ...options });
  }

  /** Runs a command on a node, as root; it may fail. */
  public tryExec(node: string, command: readonly string[], options: CommandOptions = {}): Promise<Outcome> {
    return run(TEST_BED, ['exec', node, ...command], { timeoutSeconds: 60, ...options });
  }

  /** Names of the nodes of a zone, or of all. */
  public async nodes(zone?: string): Promise<string[]> {
    const columns = 'custom-columns=:metadata.name,:metadata.labels.topology\\.kubernetes\\.io/zone';
    const text = await succeed('kubectl', ['get', 'nodes', '--no-headers', '-o', columns], {
      env: this.variables,
    });
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.split(/\s+/))
      .filter(([, of = '']) => zone === undefined || letterOf(of) === letterOf(zone))
      .map(([name = '']) => name);
  }

  /** Gives an image that was built with the test bed's builder to all nodes, and to those to come. */
  public async load(reference: string): Promise<void> {
    await succeed(TEST_BED, ['docker', 'push', reference], { timeoutSeconds: 300 });
  }

  /** References of the images that all nodes have. */
  public async images(): Promise<string[]> {
    const text = await succeed(TEST_BED, ['images']);
    return text
      .split('\n')
      .slice(1)
      .map((line) => line.split(/\s+/)[0] ?? '')
      .filter((reference) => reference !== '')
      .map((reference) => reference.replace(/^docker\.io\//, ''));
  }
}

/** The test bed's name of a zone: the letter at its end. */
function letterOf(zone: string): string {
  const letter = zone.slice(-1);
  if (!/^[a-o]$/.test(letter))
    throw new Error(`zone '${zone}': expected a name that ends with a letter from a to o`);
  return letter;
}
