import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { ImageName, RoleRuntime } from '../../lib/config/role-runtime';
import { runsJobs } from '../../lib/roles/roles';
import { Plan, PoolPlan, RolePlan, ZonePlan, ZoneReplicas } from '../../lib/plan/plan';
import { claimTemplatesOf } from '../../lib/topology/volume-claims';
import { headlessService, LABELS, NODE_ROLE_LABEL, statefulSetName } from '../../lib/topology/names';
import { clusterScopedName, groupSelector, roleLabels, ZONE_LABEL } from './object-metadata';
import { CONFIG_MODE, CONFIG_VOLUME, initContainers, mainContainers, TMP_VOLUME } from './pod-containers';
import { POD_DNS } from './pod-dns';
import { POD_SECURITY } from './pod-security';
import { poolOf, zoneOf } from './plan-lookup';
import { claimStorageClass } from './role-volumes';

/** Revisions have a label with the name of the StatefulSet and 11 more characters. A label value has at most 63. */
const MAX_NAME_LENGTH = 52;

/** Properties of `ZonedStatefulSet`. */
export interface ZonedStatefulSetProps {
  readonly plan: Plan;
  readonly role: RolePlan;
  /** The zone and its number of pods. */
  readonly zone: ZoneReplicas;
  /** The processes of the pods. */
  readonly runtime: RoleRuntime;
  /** Image references. */
  readonly images: Readonly<Record<ImageName, string>>;
  /** Name of the ConfigMap with the files of the role. */
  readonly configMap: string;
  /** Name of the ServiceAccount. */
  readonly serviceAccount: string;
}

/**
 * The pods of a role in a zone. Only this file and `pod-containers` render the pods of roles: placement, identity,
 * resources and security.
 *
 * This construct renders the native Kubernetes type. The StatefulSet of cdk8s-plus-27 has no claim templates, limits
 * CPU and memory to constants, and its spread rule leaves pods unscheduled if there are more pods than zones.
 */
export class ZonedStatefulSet extends Construct {
  public constructor(scope: Construct, id: string, props: ZonedStatefulSetProps) {
    super(scope, id);
    const { plan, role } = props;
    const zone = zoneOf(plan, props.zone.zone);
    const name = statefulSetName(role.group, zone.key);
    if (name.length > MAX_NAME_LENGTH) {
      throw new Error(
        `name '${name}' has ${name.length} characters: expected at most ${MAX_NAME_LENGTH} for a StatefulSet`,
      );
    }
    const labels = { ...roleLabels(role), [LABELS.zone]: zone.key };
    new k8s.KubeStatefulSet(this, 'StatefulSet', {
      metadata: { name, namespace: plan.namespace, labels },
      spec: {
        serviceName: headlessService(role.group),
        replicas: props.zone.replicas,
        selector: { matchLabels: { ...groupSelector(role.group), [LABELS.zone]: zone.key } },
        // Peers wait for each other at startup, so the pods must start together.
        podManagementPolicy: 'Parallel',
        // With automatic updates, the StatefulSets of three zones would take down three replicas at once.
        updateStrategy: { type: 'OnDelete' },
        revisionHistoryLimit: 5,
        persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
        template: { metadata: { labels }, spec: podSpec(props, zone) },
        volumeClaimTemplates: claimTemplatesOf(role).map((template) => ({
          metadata: { name: template.name, labels: roleLabels(role) },
          spec: {
            accessModes: ['ReadWriteOnce'],
            storageClassName: claimStorageClass(plan, role, template.volume),
            resources: {
              requests: { storage: k8s.Quantity.fromString(`${template.volume.gib}Gi`) },
            },
          },
        })),
      },
    });
  }
}

function podSpec(props: ZonedStatefulSetProps, zone: ZonePlan): k8s.PodSpec {
  const { plan, role, runtime, images } = props;
  const pool = poolOf(plan, role);
  return {
    ...placement(role, pool, zone),
    priorityClassName: clusterScopedName(plan.namespace, role.priority),
    serviceAccountName: props.serviceAccount,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    terminationGracePeriodSeconds: role.terminationGraceSeconds,
    dnsConfig: POD_DNS,
    securityContext: {
      ...POD_SECURITY,
      // Changing the ownership of all files of a full DataNode takes many minutes. Check only the root directory.
      fsGroupChangePolicy: 'OnRootMismatch',
    },
    initContainers: runtime.init.length === 0 ? undefined : initContainers(role, runtime, images),
    containers: mainContainers(role, runtime, images),
    volumes: [
      { name: CONFIG_VOLUME, configMap: { name: props.configMap, defaultMode: CONFIG_MODE } },
      { name: TMP_VOLUME, emptyDir: tmpLimit(role) },
    ],
  };
}

/**
 * The products write almost nothing to `/tmp`. The limit prevents a faulty process from filling the disk of the node.
 * Jobs can write any amount: a limit would evict the NodeManager and all its containers because of one job.
 */
function tmpLimit({ role }: RolePlan): k8s.EmptyDirVolumeSource {
  return runsJobs(role) ? {} : { sizeLimit: k8s.Quantity.fromString('1Gi') };
}

/**
 * Places pods in their zone, on nodes of their pool, and at most one pod of a role on a node. Without a pool, there may
 * be fewer nodes than pods, so the last rule is only a preference.
 */
function placement(
  role: RolePlan,
  pool: PoolPlan | undefined,
  zone: ZonePlan,
): Pick<k8s.PodSpec, 'nodeSelector' | 'tolerations' | 'affinity'> {
  const poolLabel = pool?.labels[NODE_ROLE_LABEL];
  const sameRole: k8s.PodAffinityTerm = {
    topologyKey: 'kubernetes.io/hostname',
    labelSelector: { matchLabels: groupSelector(role.group) },
  };
  return {
    nodeSelector: {
      [ZONE_LABEL]: zone.name,
      ...(poolLabel === undefined ? {} : { [NODE_ROLE_LABEL]: poolLabel }),
    },
    tolerations: pool?.taints.map(({ key, value, effect }) => ({ key, operator: 'Equal', value, effect })),
    affinity: {
      podAntiAffinity:
        pool === undefined
          ? { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: sameRole }] }
          : { requiredDuringSchedulingIgnoredDuringExecution: [sameRole] },
    },
  };
}
