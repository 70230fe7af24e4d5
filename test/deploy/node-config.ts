import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Yaml } from 'cdk8s';

/** The part of a NodeConfig that the tests read. */
export interface NodeConfig {
  readonly apiVersion: string;
  readonly kind: string;
  readonly spec: {
    readonly kubelet: {
      readonly config: {
        readonly maxPods: number;
        readonly kubeReserved: Record<string, string>;
        readonly evictionHard: Record<string, string>;
      };
    };
    readonly instance?: { readonly localStorage: { readonly strategy: string } };
  };
}

/** The parts of multipart user data by their content type, as cloud-init and nodeadm take it apart. */
export function partsOf(userData: string): Record<string, string> {
  const text = Buffer.from(userData, 'base64').toString();
  const boundary = /boundary="(.+?)"/.exec(text)?.[1];
  if (boundary === undefined) throw new Error(`user data is not multipart: ${text}`);
  const parts = text.split(`--${boundary}`).slice(1, -1);
  return Object.fromEntries(
    parts.map((part) => {
      const [head = '', ...body] = part.trim().split(/\r?\n\r?\n/);
      return [/Content-Type: ([^;\s]+)/.exec(head)?.[1] ?? '', body.join('\n\n')];
    }),
  );
}

/** The NodeConfig of a node's user data. */
export function nodeConfigOf(userData: string): NodeConfig {
  const directory = mkdtempSync(join(tmpdir(), 'cdk-hadoop-node-config-'));
  try {
    const file = join(directory, 'node-config.yaml');
    writeFileSync(file, partsOf(userData)['application/node.eks.aws'] ?? '');
    const [config] = Yaml.load(file) as NodeConfig[];
    if (config === undefined) throw new Error('user data has no NodeConfig');
    return config;
  } finally {
    rmSync(directory, { recursive: true });
  }
}
