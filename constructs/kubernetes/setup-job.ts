import { createHash } from 'node:crypto';
import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { ProcessSpec } from '../../lib/config/role-runtime';
import { Tier } from '../../lib/model/environment';
import { Priority, Product } from '../../lib/roles/role';
import { Plan, RolePlan } from '../../lib/plan/plan';
import { LABELS } from '../../lib/topology/names';
import { imageReferences } from './image-references';
import { ImmutableConfigMap } from './immutable-config-map';
import { clusterScopedName, productLabels } from './object-metadata';
import { poolOf } from './plan-lookup';
import { COMMON_MOUNTS, CONFIG_MODE, CONFIG_VOLUME, TMP_VOLUME } from './pod-containers';
import { POD_DNS, ROOT_AS_SEARCH_DOMAIN } from './pod-dns';
import { CONTAINER_SECURITY, POD_SECURITY } from './pod-security';
import { ProductChartProps } from './product-chart-props';

/**
 * Retries before the Job fails. The process itself waits for its product, so a retry means an eviction or a setup that
 * the product rejects. Retries are minutes apart.
 */
const BACKOFF_LIMIT = 1000;

/** Enough for a JVM with a heap of 128 MiB, and bash. */
const MEMORY = '256Mi';

/** A reference that is only known at deployment. */
const TOKEN = /\$\{Token\[[^\]]*\]\}/;

/** Properties of `SetupJob`. */
export interface SetupJobProps extends ProductChartProps {
  /** Prefix of the object names. */
  readonly name: string;
  /** Value of the component label. No Service or disruption budget of a role selects it. */
  readonly component: string;
  readonly product: Product;
  readonly process: ProcessSpec;
  readonly files: Readonly<Record<string, string>>;
  /** Roles whose nodes the Job can use, in addition to nodes without taints. */
  readonly roles: readonly RolePlan[];
}

/**
 * Sets up resources that users share. The setup runs once for each version of its content.
 *
 * A Job is immutable, so its name ends with a hash of its content. A changed setup creates a new Job; an unchanged one
 * matches the Job that has already run. The Job has no TTL, because the next deployment would recreate a Job that was
 * removed.
 */
export class SetupJob extends Construct {
  public constructor(scope: Construct, id: string, props: SetupJobProps) {
    super(scope, id);
    const { plan, name, process, files } = props;
    const labels = { ...productLabels(props.product), [LABELS.component]: props.component };
    const configMap = new ImmutableConfigMap(this, 'Config', {
      namespace: plan.namespace,
      prefix: name,
      files,
      labels,
    });
    const image = imageReferences(plan.versions, props.images)[process.image];
    const env = Object.entries(process.env).map(([key, value]) => ({ name: key, value }));
    const spec: k8s.JobSpec = {
      backoffLimit: BACKOFF_LIMIT,
      template: {
        metadata: { labels },
        spec: podSpec(plan, props.roles, configMap.name, {
          name: process.name,
          image,
          imagePullPolicy: 'IfNotPresent',
          command: [...process.command],
          env: [ROOT_AS_SEARCH_DOMAIN, ...env],
          resources: {
            requests: { cpu: k8s.Quantity.fromString('100m'), memory: k8s.Quantity.fromString(MEMORY) },
            limits: { memory: k8s.Quantity.fromString(MEMORY) },
          },
          securityContext: CONTAINER_SECURITY,
          volumeMounts: [...COMMON_MOUNTS],
        }),
      },
    };
    const built = `${process.image}:${plan.versions[process.image]}`;
    const identity = props.imageIds?.[process.image] ?? image.replace(TOKEN, built);
    new k8s.KubeJob(this, 'Job', {
      metadata: { name: `${name}-${hash(spec, image, identity)}`, namespace: plan.namespace, labels },
      spec,
    });
  }
}

/** The text of a token differs between apps, so `identity` represents the image. */
function hash(spec: k8s.JobSpec, image: string, identity: string): string {
  const text = JSON.stringify(spec).replaceAll(JSON.stringify(image), JSON.stringify(identity));
  return createHash('sha256').update(text).digest('hex').slice(0, 10);
}

function podSpec(
  plan: Plan,
  roles: readonly RolePlan[],
  configMap: string,
  container: k8s.Container,
): k8s.PodSpec {
  const pools = roles.map((role) => poolOf(plan, role)).filter((pool) => pool !== undefined);
  const taints = new Map(
    pools.flatMap((pool) => pool.taints.map((taint) => [JSON.stringify(taint), taint] as const)),
  );
  return {
    restartPolicy: 'OnFailure',
    // Nodes without taints, and nodes of the product. The image supports one architecture.
    nodeSelector: plan.tier === Tier.LOCAL ? undefined : { 'kubernetes.io/arch': plan.architecture },
    tolerations: [...taints.values()].map(({ key, value, effect }) => ({
      key,
      operator: 'Equal',
      value,
      effect,
    })),
    // The lowest class, so that a short Job does not preempt a process that serves.
    priorityClassName: clusterScopedName(plan.namespace, Priority.BATCH),
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    // The process can be killed at any time and run again.
    terminationGracePeriodSeconds: 5,
    dnsConfig: POD_DNS,
    securityContext: POD_SECURITY,
    containers: [container],
    volumes: [
      { name: CONFIG_VOLUME, configMap: { name: configMap, defaultMode: CONFIG_MODE } },
      { name: TMP_VOLUME, emptyDir: { sizeLimit: k8s.Quantity.fromString('64Mi') } },
    ],
  };
}
