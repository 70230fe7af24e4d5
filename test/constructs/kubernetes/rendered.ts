import { Plan } from '../../../lib/plan/plan';
import { PlatformManifests } from '../../../constructs/kubernetes/platform-manifests';
import { volumeIdFixture } from './plan-fixture';

/** The fields of rendered objects that tests read. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels: Record<string, string>;
  };
}

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly imagePullPolicy: string;
  readonly command: string[];
  readonly env: { readonly name: string; readonly value?: string }[];
  readonly ports?: { readonly name: string; readonly containerPort: number }[];
  readonly resources: {
    readonly requests: Record<string, string>;
    readonly limits: Record<string, string>;
  };
  readonly securityContext: Record<string, unknown>;
  readonly volumeMounts: { readonly name: string; readonly mountPath: string }[];
  readonly startupProbe?: Probe;
  readonly readinessProbe?: Probe;
  readonly livenessProbe?: Probe;
}

export interface Probe {
  readonly exec?: { readonly command: string[] };
  readonly tcpSocket?: { readonly port: number };
  readonly periodSeconds: number;
}

export interface PodAffinityTerm {
  readonly topologyKey: string;
  readonly labelSelector: { readonly matchLabels: Record<string, string> };
}

export interface PodSpec {
  readonly initContainers?: Container[];
  readonly containers: Container[];
  readonly volumes: { readonly name: string; readonly configMap?: { readonly name: string } }[];
  readonly nodeSelector: Record<string, string>;
  readonly tolerations?: Record<string, string>[];
  readonly affinity: {
    readonly podAntiAffinity: {
      readonly requiredDuringSchedulingIgnoredDuringExecution?: PodAffinityTerm[];
      readonly preferredDuringSchedulingIgnoredDuringExecution?: {
        readonly podAffinityTerm: PodAffinityTerm;
      }[];
    };
  };
  readonly securityContext: Record<string, unknown>;
  readonly dnsConfig: { readonly options: { readonly name: string; readonly value?: string }[] };
  readonly serviceAccountName: string;
  readonly priorityClassName: string;
  readonly automountServiceAccountToken: boolean;
  readonly terminationGracePeriodSeconds: number;
}

export interface StatefulSet extends KubeObject {
  readonly spec: {
    readonly serviceName: string;
    readonly replicas: number;
    readonly podManagementPolicy: string;
    readonly updateStrategy: { readonly type: string };
    readonly persistentVolumeClaimRetentionPolicy: Record<string, string>;
    readonly selector: { readonly matchLabels: Record<string, string> };
    readonly template: {
      readonly metadata: { readonly labels: Record<string, string> };
      readonly spec: PodSpec;
    };
    readonly volumeClaimTemplates: {
      readonly metadata: { readonly name: string };
      readonly spec: {
        readonly storageClassName?: string;
        readonly resources: { readonly requests: { readonly storage: string } };
      };
    }[];
  };
}

export interface Service extends KubeObject {
  readonly spec: {
    readonly clusterIP?: string;
    readonly publishNotReadyAddresses?: boolean;
    readonly selector: Record<string, string>;
    readonly ports: { readonly name: string; readonly port: number }[];
  };
}

export interface DisruptionBudget extends KubeObject {
  readonly spec: {
    readonly maxUnavailable: number | string;
    readonly selector: { readonly matchLabels: Record<string, string> };
  };
}

export interface ConfigMap extends KubeObject {
  readonly immutable: boolean;
  readonly data: Record<string, string>;
}

export interface PersistentVolume extends KubeObject {
  readonly spec: {
    readonly storageClassName: string;
    readonly persistentVolumeReclaimPolicy: string;
    readonly capacity: { readonly storage: string };
    readonly claimRef: { readonly namespace: string; readonly name: string };
    readonly csi?: { readonly driver: string; readonly volumeHandle: string; readonly fsType: string };
    readonly local?: { readonly path: string };
    readonly nodeAffinity: {
      readonly required: {
        readonly nodeSelectorTerms: {
          readonly matchExpressions: {
            readonly key: string;
            readonly operator: string;
            readonly values: string[];
          }[];
        }[];
      };
    };
  };
}

export interface StorageClass extends KubeObject {
  readonly provisioner: string;
  readonly parameters: Record<string, string>;
  readonly reclaimPolicy: string;
  readonly volumeBindingMode: string;
}

/** The objects of a platform by kind. */
export class Rendered {
  public readonly objects: KubeObject[];

  public constructor(
    public readonly plan: Plan,
    volumeIds: Record<string, string> = volumeIdFixture(plan),
    images: Record<string, string> = {},
  ) {
    const { manifests } = new PlatformManifests({ plan, volumeIds, images });
    this.objects = manifests.flatMap(({ objects }) => objects as unknown as KubeObject[]);
  }

  public get statefulSets(): StatefulSet[] {
    return this.ofKind('StatefulSet') as StatefulSet[];
  }

  public get services(): Service[] {
    return this.ofKind('Service') as Service[];
  }

  public get disruptionBudgets(): DisruptionBudget[] {
    return this.ofKind('PodDisruptionBudget') as DisruptionBudget[];
  }

  public get configMaps(): ConfigMap[] {
    return this.ofKind('ConfigMap') as ConfigMap[];
  }

  public get persistentVolumes(): PersistentVolume[] {
    return this.ofKind('PersistentVolume') as PersistentVolume[];
  }

  public get storageClasses(): StorageClass[] {
    return this.ofKind('StorageClass') as StorageClass[];
  }

  /** All containers, those of the start included. */
  public get containers(): Container[] {
    return this.statefulSets.flatMap(({ spec }) => containersOf(spec.template.spec));
  }

  /** Names of the StatefulSets whose pods a selector matches. */
  public selectedBy(selector: Record<string, string>): string[] {
    return this.statefulSets
      .filter(({ spec }) => matches(selector, spec.template.metadata.labels))
      .map(({ metadata }) => metadata.name);
  }

  private ofKind(kind: string): KubeObject[] {
    return this.objects.filter((object) => object.kind === kind);
  }
}

export function containersOf(pod: PodSpec): Container[] {
  return [...(pod.initContainers ?? []), ...pod.containers];
}

function matches(selector: Record<string, string>, labels: Record<string, string>): boolean {
  return Object.entries(selector).every(([key, value]) => labels[key] === value);
}
