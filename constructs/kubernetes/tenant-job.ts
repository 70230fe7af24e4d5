import { createHash } from 'node:crypto';
import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { tenantRuntime } from '../../lib/config/tenants';
import { Tier } from '../../lib/model/environment';
import { Priority, Product, Role } from '../../lib/roles/role';
import { EnsemblePlan, Plan } from '../../lib/plan/plan';
import { groupName, LABELS } from '../../lib/topology/names';
import { imageReferences } from './image-references';
import { ImmutableConfigMap } from './immutable-config-map';
import { clusterScopedName, productLabels } from './object-metadata';
import { poolOf } from './plan-lookup';
import { COMMON_MOUNTS, CONFIG_MODE, CONFIG_VOLUME, TMP_VOLUME } from './pod-containers';
import { POD_DNS, ROOT_AS_SEARCH_DOMAIN } from './pod-dns';
import { CONTAINER_SECURITY, POD_SECURITY } from './pod-security';
import { ProductChartProps } from './product-chart-props';

/** Value of the component label: none of a role's Services and budgets selects it. */
const COMPONENT = 'tenants';

/**
 * Starts before it is given up. The process waits for the ensemble by itself, so that each stands for an eviction or
 * for a quota that ZooKeeper refuses, minutes apart.
 */
const BACKOFF_LIMIT = 1000;

/** A JVM with a heap of 128 MiB, and bash. */
const MEMORY = '256Mi';

/** A reference that is known at the deployment only. */
const TOKEN = /\$\{Token\[[^\]]*\]\}/;

/** Properties of `TenantJob`. */
export interface TenantJobProps extends ProductChartProps {
  readonly ensemble: EnsemblePlan;
}

/**
 * Makes the chroots of an ensemble's tenants and sets their quotas, once for each version of what it does.
 *
 * A Job cannot be changed, so its name ends with a hash of all that is in it: other tenants are another Job, and the
 * same ones are a Job that is there and has run. For the same reason it has no time to live: a Job that had removed
 * itself would be made again by the next deployment.
 */
export class TenantJob extends Construct {
  public constructor(scope: Construct, id: string, props: TenantJobProps) {
    super(scope, id);
    const { plan, ensemble } = props;
    const name = `${groupName(Role.ZOOKEEPER, ensemble.name)}-tenants`;
    const labels = { ...productLabels(Product.ZOOKEEPER), [LABELS.component]: COMPONENT };
    const { process, files } = tenantRuntime(ensemble);
    const configMap = new ImmutableConfigMap(this, 'Config', {
      namespace: plan.namespace,
      prefix: name,
      files,
      labels,
    });
    const image = imageReferences(plan.versions, props.images).zookeeper;
    const spec: k8s.JobSpec = {
      backoffLimit: BACKOFF_LIMIT,
      template: {
        metadata: { labels },
        spec: podSpec(plan, ensemble, configMap.name, {
          name: process.name,
          image,
          imagePullPolicy: 'IfNotPresent',
          command: [...process.command],
          env: [ROOT_AS_SEARCH_DOMAIN],
          resources: {
            requests: { cpu: k8s.Quantity.fromString('100m'), memory: k8s.Quantity.fromString(MEMORY) },
            limits: { memory: k8s.Quantity.fromString(MEMORY) },
          },
          securityContext: CONTAINER_SECURITY,
          volumeMounts: [...COMMON_MOUNTS],
        }),
      },
    };
    const identity =
      props.imageIds?.zookeeper ?? image.replace(TOKEN, `zookeeper:${plan.versions.zookeeper}`);
    new k8s.KubeJob(this, 'Job', {
      metadata: { name: `${name}-${hash(spec, image, identity)}`, namespace: plan.namespace, labels },
      spec,
    });
  }
}

/** A token is another text in each app; what it stands for is told by `identity`. */
function hash(spec: k8s.JobSpec, image: string, identity: string): string {
  const text = JSON.stringify(spec).replaceAll(JSON.stringify(image), JSON.stringify(identity));
  return createHash('sha256').update(text).digest('hex').slice(0, 10);
}

function podSpec(
  plan: Plan,
  ensemble: EnsemblePlan,
  configMap: string,
  container: k8s.Container,
): k8s.PodSpec {
  const pools = plan.roles
    .filter((role) => role.ensemble === ensemble.name)
    .map((role) => poolOf(plan, role))
    .filter((pool) => pool !== undefined);
  const taints = new Map(
    pools.flatMap((pool) => pool.taints.map((taint) => [JSON.stringify(taint), taint] as const)),
  );
  return {
    restartPolicy: 'OnFailure',
    // Any node that is not kept for others, and those of the ensemble; the image is of one architecture.
    nodeSelector: plan.tier === Tier.LOCAL ? undefined : { 'kubernetes.io/arch': plan.architecture },
    tolerations: [...taints.values()].map(({ key, value, effect }) => ({
      key,
      operator: 'Equal',
      value,
      effect,
    })),
    // The lowest class: what runs for seconds must not take the place of a process that serves.
    priorityClassName: clusterScopedName(plan.namespace, Priority.BATCH),
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    // It may be killed at any point, and run again.
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
