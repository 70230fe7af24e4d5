import { ClusterFacts, NodeFacts, ZONE_LABEL } from '../cluster/cluster-facts';
import { Workload, workloadsOf } from '../cluster/workloads';
import { Tier } from '../model/environment';
import { KUBERNETES_VERSIONS } from '../catalog/kubernetes-versions';
import { isAws } from '../model/resolved';
import { Plan, Severity } from '../plan/plan';
import { capacityFindings } from './capacity-findings';
import { addressFindings } from './address-findings';
import { finding, namesText, PreflightFinding } from './preflight-finding';

/**
 * Oldest Kubernetes version that supports everything in the manifests by default: the retention of a StatefulSet's
 * claims, and the eviction of unhealthy pods.
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#persistentvolumeclaim-retention
 * @see https://kubernetes.io/docs/tasks/run-application/configure-pdb/#unhealthy-pod-eviction-policy
 */
const OLDEST_VERSION = '1.27';
/** CSI driver for EBS volumes. */
const EBS_DRIVER = 'ebs.csi.aws.com';

/**
 * Compares a plan, and the objects that it renders to, with a cluster. Reports all findings together. What could not be
 * read from the cluster is reported and not checked.
 * @param objects the Kubernetes objects to be applied
 */
export function preflight(plan: Plan, facts: ClusterFacts, objects: readonly unknown[]): PreflightFinding[] {
  const workloads = workloadsOf(objects);
  return [
    ...facts.gaps.map((gap) =>
      finding(
        Severity.WARNING,
        'cluster/unreadable',
        'cluster',
        gap,
        'an account that may read it (not checked)',
      ),
    ),
    ...namespaceFindings(plan, facts),
    ...versionFindings(facts),
    ...(facts.nodes === undefined
      ? []
      : [
          ...zoneFindings(
            plan.zones.map(({ name }) => name),
            facts.nodes,
          ),
          ...capacityFindings(workloads, facts.nodes, facts.pods ?? []),
          ...addressFindings(plan, facts.nodes, facts.pods ?? []),
          ...architectureFindings(plan, facts.nodes),
        ]),
    ...storageFindings(plan, facts, workloads, objects),
  ];
}

/** Two environments use the same names for different pods: the second would change the first. */
function namespaceFindings(plan: Plan, { environment }: ClusterFacts): PreflightFinding[] {
  if (environment === undefined || environment === plan.environment) return [];
  return [
    finding(
      Severity.ERROR,
      'namespace/taken',
      'namespace',
      `'${plan.namespace}' of this cluster belongs to the environment '${environment}'`,
      `a cluster (--context) or namespace of '${plan.environment}'`,
    ),
  ];
}

function minorOf(version: string): number {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major * 1000 + minor;
}

function versionFindings({ version }: ClusterFacts): PreflightFinding[] {
  if (version === undefined) return [];
  const found = minorOf(version);
  if (found < minorOf(OLDEST_VERSION)) {
    return [
      finding(
        Severity.ERROR,
        'kubernetes/too-old',
        'cluster.version',
        version,
        `Kubernetes ${OLDEST_VERSION} or later, which keeps volumes when pods go`,
      ),
    ];
  }
  const [oldest = '', newest = ''] = [KUBERNETES_VERSIONS.at(0), KUBERNETES_VERSIONS.at(-1)];
  if (found >= minorOf(oldest) && found <= minorOf(newest)) return [];
  return [
    finding(
      Severity.WARNING,
      'kubernetes/untested',
      'cluster.version',
      version,
      `${oldest} to ${newest} are tested`,
    ),
  ];
}

/** Zones of a plan that have no nodes. Also used when the zones come from the nodes. */
export function zoneFindings(planned: readonly string[], nodes: readonly NodeFacts[]): PreflightFinding[] {
  const usable = nodes.filter(takesPods);
  if (usable.length === 0) {
    return [
      finding(
        Severity.ERROR,
        'nodes/none',
        'nodes',
        `none of ${nodes.length} is ready and takes pods`,
        `nodes in the zones ${planned.join(', ')}`,
      ),
    ];
  }
  const unlabelled = usable.filter(({ zone }) => zone === undefined).map(({ name }) => name);
  const zones = [...new Set(usable.map(({ zone }) => zone))].filter((zone) => zone !== undefined).sort();
  const absent = planned.filter((zone) => !zones.includes(zone));
  const found: PreflightFinding[] = [];
  if (unlabelled.length > 0) {
    found.push(
      finding(
        // Nodes without a zone cannot be used, but do no harm if other nodes have one.
        absent.length > 0 ? Severity.ERROR : Severity.WARNING,
        'zones/unlabelled',
        `nodes.labels['${ZONE_LABEL}']`,
        `missing on ${namesText(unlabelled)}`,
        `one of ${planned.join(', ')} on each node (kubectl label node NAME ${ZONE_LABEL}=ZONE)`,
      ),
    );
  }
  if (zones.length > 0 && zones.length < planned.length) {
    found.push(
      finding(
        Severity.ERROR,
        'zones/too-few',
        'zones',
        `the nodes are in ${zones.length} (${zones.join(', ')})`,
        `${planned.length} zones, as planned`,
      ),
    );
  }
  if (zones.length > 0 && absent.length > 0) {
    found.push(
      finding(
        Severity.ERROR,
        'zones/absent',
        'zones',
        `no node is in ${absent.join(', ')}`,
        `zones of the nodes: ${zones.join(', ')} (on the tier ${Tier.LOCAL}: --zones-from-cluster)`,
      ),
    );
  }
  return found;
}

/** Control plane nodes and cordoned nodes take no pods. Taints of pools are checked elsewhere. */
export function takesPods(node: NodeFacts): boolean {
  const closed = ['node-role.kubernetes.io/control-plane', 'node-role.kubernetes.io/master'];
  return (
    node.available &&
    !node.taints.some(({ key, effect }) => closed.includes(key) && effect !== 'PreferNoSchedule')
  );
}

/**
 * The images have one architecture. On the local tier, they are the user's own, so all nodes must have the same
 * architecture.
 */
function architectureFindings(plan: Plan, nodes: readonly NodeFacts[]): PreflightFinding[] {
  const zones = plan.zones.map(({ name }) => name);
  const usable = nodes.filter((node) => takesPods(node) && zones.includes(node.zone ?? ''));
  const architectures = [...new Set(usable.map(({ architecture }) => architecture))].sort();
  const mixed = architectures.length > 1;
  const planned: string = plan.architecture;
  if (isAws(plan.tier) ? architectures.join() === planned : !mixed) return [];
  return [
    finding(
      Severity.WARNING,
      'nodes/architecture',
      'nodes.architecture',
      architectures.join(', '),
      isAws(plan.tier)
        ? `${plan.architecture}, which the images are built for`
        : 'the same architecture on all nodes, unless the images support several',
    ),
  ];
}

function storageFindings(
  plan: Plan,
  facts: ClusterFacts,
  workloads: readonly Workload[],
  objects: readonly unknown[],
): PreflightFinding[] {
  const asked = [...new Set(workloads.flatMap(({ storageClasses }) => storageClasses))];
  const made = objects
    .map((object) => object as { kind?: unknown; metadata?: { name?: unknown } })
    .filter(({ kind }) => kind === 'StorageClass')
    .map(({ metadata }) => metadata?.name);
  const found: PreflightFinding[] = [];
  if (facts.storageClasses !== undefined) {
    const names = facts.storageClasses.map(({ name }) => name);
    const here = names.length === 0 ? 'none exist' : `existing: ${names.join(', ')}`;
    const defaults = facts.storageClasses.filter(({ isDefault }) => isDefault);
    if (asked.includes(undefined) && defaults.length === 0) {
      found.push(
        finding(
          Severity.ERROR,
          'storage/no-default',
          'storageClasses',
          `none is the default (${here})`,
          'one with the annotation storageclass.kubernetes.io/is-default-class: "true", and its driver',
        ),
      );
    }
    if (
      asked.includes(undefined) &&
      defaults.length > 0 &&
      !defaults.some(({ waitsForPod }) => waitsForPod)
    ) {
      found.push(
        finding(
          Severity.WARNING,
          'storage/immediate',
          `storageClasses.${defaults[0]?.name ?? ''}.volumeBindingMode`,
          'Immediate',
          "WaitForFirstConsumer: otherwise, a volume may be created outside its pod's zone",
        ),
      );
    }
    for (const name of asked) {
      if (name === undefined || name === '' || made.includes(name) || names.includes(name)) continue;
      found.push(
        finding(Severity.ERROR, 'storage/absent', 'storageClasses', `no '${name}' (${here})`, `'${name}'`),
      );
    }
  }
  const drivers = facts.csiDrivers;
  const needsEbs = isAws(plan.tier) && asked.length > 0;
  if (needsEbs && drivers !== undefined && !drivers.includes(EBS_DRIVER)) {
    found.push(
      finding(
        Severity.ERROR,
        'storage/no-driver',
        'csiDrivers',
        drivers.length === 0 ? 'none' : drivers.join(', '),
        `${EBS_DRIVER}, which creates and attaches the volumes`,
      ),
    );
  }
  return found;
}
