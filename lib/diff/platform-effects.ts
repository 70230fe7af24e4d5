import { MAX_KUBELET_SKEW, minorVersion } from '../catalog/kubernetes-versions';
import { isAws } from '../model/resolved';
import { Plan, ZonePlan } from '../plan/plan';
import { zonesOfGeneration } from '../topology/generations';
import { Effect, Impact } from './plan-diff';
import { isSame } from './value-changes';

/** Effects of changes to the whole platform. */
export function platformEffects(before: Plan, after: Plan): Effect[] {
  return [
    ...placeEffects(before, after),
    ...networkEffects(before, after),
    ...removedSubnets(before, after),
    ...removedProducts(before, after),
    ...kubernetesEffects(before, after),
    ...retiredEffects(before, after),
    ...hadoopEffects(before, after),
  ];
}

function platformEffect(code: string, impact: Impact, data: boolean, message: string): Effect {
  return { code: `platform/${code}`, impact, zones: [], data, message };
}

/** Whether the pods of both plans are the same Kubernetes objects in different versions. */
export function isSameNamespace(before: Plan, after: Plan): boolean {
  return before.namespace === after.namespace;
}

function placeEffects(before: Plan, after: Plan): Effect[] {
  const effects: Effect[] = [];
  if (!isSameNamespace(before, after)) {
    effects.push(
      platformEffect(
        'namespace',
        Impact.NOT_IN_PLACE,
        true,
        `everything is created again, with new volumes, in the namespace ${after.namespace}; the namespace ${before.namespace} does not change`,
      ),
    );
  }
  const places = [before, after].map(({ tier, account, region }) => ({
    account,
    place: isAws(tier) ? (region ?? 'AWS') : 'any Kubernetes',
  }));
  const [was, is] = places;
  const movesAccount = was?.account !== undefined && is?.account !== undefined && was.account !== is.account;
  if (was?.place !== is?.place || movesAccount) {
    effects.push(
      platformEffect(
        'place',
        Impact.NOT_IN_PLACE,
        true,
        `from ${textOf(was)} to ${textOf(is)}: no nodes or volumes of this platform exist there`,
      ),
    );
  }
  return effects;
}

function textOf(location: { readonly account?: string; readonly place: string } | undefined): string {
  return location?.account === undefined
    ? (location?.place ?? '')
    : `${location.place} in account ${location.account}`;
}

/**
 * The address ranges of a VPC and of a subnet cannot change, and an EKS cluster cannot move to another VPC.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-subnet.html
 */
function networkEffects(before: Plan, after: Plan): Effect[] {
  const moved = after.zones.filter((zone) => {
    const was = before.zones.find(({ name }) => name === zone.name);
    return was !== undefined && !isSame(subnetOf(was), subnetOf(zone));
  });
  if (moved.length === 0) return [];
  return [
    {
      ...platformEffect(
        'subnets',
        Impact.NOT_IN_PLACE,
        false,
        'different subnets require a new network with a new cluster and new nodes; volumes in the data stack stay: see "A new cluster around the data" in docs/operations.md',
      ),
      zones: moved.map(({ key }) => key),
    },
  ];
}

/**
 * Subnets that the network loses. The cluster stack imports them: CloudFormation does not let them go before it does.
 */
function removedSubnets(before: Plan, after: Plan): Effect[] {
  const removed = subnetsOnlyIn(before, after);
  if (removed.length === 0) return [];
  // What is new must be in the network before the cluster refers to it, and what is gone must leave the cluster first.
  const both = subnetsOnlyIn(after, before).length > 0;
  return [
    {
      ...(both
        ? platformEffect(
            'subnets-removed',
            Impact.NOT_IN_PLACE,
            false,
            'one deploy cannot add subnets and remove others, and CloudFormation refuses it: add the new ones in a deploy, and remove the old ones in a later one',
          )
        : platformEffect(
            'subnets-removed',
            Impact.BY_HAND,
            false,
            'subnets leave the network while the cluster uses them, which CloudFormation refuses: deploy the products first, then the cluster, then the network; see "Remove a zone" in docs/operations.md',
          )),
      zones: removed.map(({ key }) => key),
    },
  ];
}

/** Zones that have, on one side only, a subnet of a new VPC or a pod range. */
function subnetsOnlyIn(one: Plan, other: Plan): ZonePlan[] {
  return one.zones.filter((zone) => {
    const isMade = zone.publicSubnetCidr !== undefined && !other.zones.some(({ name }) => name === zone.name);
    const theirs = other.deployment?.podCidrs[zone.name] ?? [];
    return isMade || (one.deployment?.podCidrs[zone.name] ?? []).some((range) => !theirs.includes(range));
  });
}

/** The CDK forgets a stack that an app no longer has; CloudFormation keeps it. */
function removedProducts(before: Plan, after: Plan): Effect[] {
  const gone = before.products.filter((product) => !after.products.includes(product));
  if (gone.length === 0 || !isAws(before.tier)) return [];
  return [
    platformEffect(
      'products-removed',
      Impact.BY_HAND,
      false,
      `${gone.join(', ')}: a deploy leaves the stack of a product that is removed, and takes its nodes: destroy the stack first; see "Remove a product" in docs/operations.md`,
    ),
  ];
}

function subnetOf({ subnetCidr, subnetId }: ZonePlan): unknown {
  return [subnetCidr, subnetId];
}

function kubernetesEffects(before: Plan, after: Plan): Effect[] {
  if (!isAws(before.tier) || !isAws(after.tier)) return [];
  return [...controlPlaneEffects(before, after), ...nodeVersionEffects(before, after)];
}

/** @see https://docs.aws.amazon.com/eks/latest/userguide/update-cluster.html one minor version at a time, never back */
function controlPlaneEffects(before: Plan, after: Plan): Effect[] {
  const was = minorVersion(before.kubernetesVersion);
  const is = minorVersion(after.kubernetesVersion);
  if (was === is) return [];
  const skew = is - minorVersion(before.nodeVersion);
  if (skew > MAX_KUBELET_SKEW) {
    return [
      platformEffect(
        'kubernetes',
        Impact.NOT_IN_PLACE,
        false,
        `the nodes run Kubernetes ${before.nodeVersion}, more than ${MAX_KUBELET_SKEW} minor versions older than ${after.kubernetesVersion}: raise cluster.nodeVersion first`,
      ),
    ];
  }
  if (is === was + 1) {
    return [
      platformEffect(
        'kubernetes',
        Impact.NONE,
        false,
        'the control plane is upgraded in place and does not go back; then the add-ons that are pinned for its version',
      ),
    ];
  }
  return [
    platformEffect(
      'kubernetes',
      Impact.NOT_IN_PLACE,
      false,
      is < was
        ? 'EKS cannot downgrade Kubernetes'
        : 'EKS upgrades one minor version of Kubernetes at a time: deploy each version',
    ),
  ];
}

/** @see https://docs.aws.amazon.com/eks/latest/userguide/managed-node-update-behavior.html */
function nodeVersionEffects(before: Plan, after: Plan): Effect[] {
  const was = minorVersion(before.nodeVersion);
  const is = minorVersion(after.nodeVersion);
  if (was === is) return [];
  if (is < was) {
    return [
      platformEffect(
        'nodes',
        Impact.NOT_IN_PLACE,
        false,
        'EKS does not take nodes back to an older Kubernetes',
      ),
    ];
  }
  const together = before.kubernetesVersion !== after.kubernetesVersion;
  return [
    platformEffect(
      'nodes',
      together ? Impact.BY_HAND : Impact.NODES,
      false,
      together
        ? `one deploy would upgrade the control plane and drain every node: state cluster.nodeVersion '${before.nodeVersion}' for now, and raise it in a second deploy`
        : 'the node groups are upgraded zone by zone: each node is drained within 15 minutes, or the deploy fails and leaves the remaining nodes unchanged',
    ),
  ];
}

/**
 * Old node groups that a deploy deletes.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/delete-managed-node-group.html
 */
function retiredEffects(before: Plan, after: Plan): Effect[] {
  return before.retiring.flatMap((groups) => {
    const { name, generation } = groups;
    const kept = zonesOfGeneration([...after.retiring, ...after.pools], groups);
    const gone = groups.zones.map(({ zone }) => zone).filter((zone) => !kept.includes(zone));
    if (gone.length === 0) return [];
    return [
      {
        ...platformEffect(
          'retired-nodes',
          Impact.BY_HAND,
          false,
          `the node groups of generation ${generation} of pool ${name} are deleted: no pod of the platform may be left on them, for EKS waits a few minutes only`,
        ),
        zones: gone,
      },
    ];
  });
}

/** @see https://hadoop.apache.org/docs/r3.4.3/hadoop-project-dist/hadoop-hdfs/HdfsRollingUpgrade.html */
function hadoopEffects(before: Plan, after: Plan): Effect[] {
  if (before.hdfs === undefined || after.hdfs === undefined) return [];
  if (before.versions.hadoop === after.versions.hadoop) return [];
  return [
    platformEffect(
      'hadoop',
      Impact.BY_HAND,
      true,
      `HDFS changes from ${before.versions.hadoop} to ${after.versions.hadoop}: prepare a rolling upgrade (hdfs dfsadmin -rollingUpgrade prepare) before the first pod, and finalize it after the last`,
    ),
  ];
}
