import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { Tier } from '../../lib/model/environment';
import { VolumeMode } from '../../lib/model/overrides';
import { Plan, RolePlan, VolumePlan } from '../../lib/plan/plan';
import { Claim, claimsOf, claimTemplatesOf } from '../../lib/topology/volume-claims';
import { localDiskPath } from '../../lib/topology/local-disks';
import { NODE_ROLE_LABEL } from '../../lib/topology/names';
import { clusterScopedName, roleLabels, ZONE_LABEL } from './object-metadata';
import { poolOf, zoneOf } from './plan-lookup';

const EBS_DRIVER = 'ebs.csi.aws.com';
const FILE_SYSTEM = 'ext4';

/** Properties of `RoleVolumes`. */
export interface RoleVolumesProps {
  readonly plan: Plan;
  readonly role: RolePlan;
  /** Ids of EBS volumes by claim name. */
  readonly volumeIds: Readonly<Record<string, string>>;
  /** ARN of the key of volumes that the driver creates; the account's default key if undefined. */
  readonly keyArn?: string;
}

/**
 * What the claims of a role are bound to: a StorageClass for each volume that the EBS CSI driver creates, a
 * PersistentVolume for each claim whose disk is known beforehand: static volumes, a node's own, and those that the
 * driver made for an earlier cluster, if their ids are given. Nothing on the local tier, where the cluster's
 * default StorageClass serves all claims.
 */
export class RoleVolumes extends Construct {
  public constructor(scope: Construct, id: string, props: RoleVolumesProps) {
    super(scope, id);
    const { plan, role } = props;
    if (plan.tier === Tier.LOCAL) return;

    const classes = new Construct(this, 'StorageClasses');
    for (const volume of role.volumes.filter(({ mode }) => mode === VolumeMode.DYNAMIC)) {
      new k8s.KubeStorageClass(classes, volume.name, storageClass(props, volume));
    }

    const claims = claimsOf(role).filter(
      ({ name, template }) =>
        template.volume.mode !== VolumeMode.DYNAMIC || props.volumeIds[name] !== undefined,
    );
    refuseMissingVolumes(props, claims);
    const volumes = new Construct(this, 'PersistentVolumes');
    for (const claim of claims) {
      new k8s.KubePersistentVolume(volumes, claim.name, persistentVolume(props, claim));
    }
  }
}

/**
 * The StorageClass that a claim asks for: none (`''`) if its PersistentVolume is there already, so that no driver
 * creates another one; undefined for the cluster's default.
 */
export function claimStorageClass(plan: Plan, role: RolePlan, volume: VolumePlan): string | undefined {
  if (plan.tier === Tier.LOCAL) return undefined;
  return volume.mode === VolumeMode.DYNAMIC ? storageClassName(plan, role, volume) : '';
}

/** Parameters of a StorageClass cannot be changed, so they are part of its name. */
function storageClassName(plan: Plan, role: RolePlan, volume: VolumePlan): string {
  const parameters = [volume.type, volume.iops, volume.mibps].filter((parameter) => parameter !== undefined);
  return clusterScopedName(plan.namespace, [role.group, volume.name, ...parameters].join('-'));
}

/** @see https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/parameters.md */
function storageClass(
  { plan, role, keyArn }: RoleVolumesProps,
  volume: VolumePlan,
): k8s.KubeStorageClassProps {
  return {
    metadata: { name: storageClassName(plan, role, volume), labels: roleLabels(role) },
    provisioner: EBS_DRIVER,
    parameters: {
      type: volume.type,
      ...(volume.iops === undefined ? {} : { iops: String(volume.iops) }),
      ...(volume.mibps === undefined ? {} : { throughput: String(volume.mibps) }),
      encrypted: 'true',
      ...(keyArn === undefined ? {} : { kmsKeyId: keyArn }),
      'csi.storage.k8s.io/fstype': FILE_SYSTEM,
    },
    // The volume is made in the zone that the pod was scheduled to.
    volumeBindingMode: 'WaitForFirstConsumer',
    reclaimPolicy: 'Retain',
    allowVolumeExpansion: true,
  };
}

/** A volume that waits for exactly one claim, whether the claim is made before or after it, now or in a new cluster. */
function persistentVolume(props: RoleVolumesProps, claim: Claim): k8s.KubePersistentVolumeProps {
  const { plan, role } = props;
  const { volume } = claim.template;
  return {
    metadata: { name: persistentVolumeName(props, claim), labels: roleLabels(role) },
    spec: {
      capacity: { storage: k8s.Quantity.fromString(`${volume.gib}Gi`) },
      accessModes: ['ReadWriteOnce'],
      persistentVolumeReclaimPolicy: 'Retain',
      storageClassName: claimStorageClass(plan, role, volume),
      claimRef: {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        namespace: plan.namespace,
        name: claim.name,
      },
      nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: nodesOf(props, claim) }] } },
      ...(volume.mode !== VolumeMode.LOCAL
        ? {
            csi: { driver: EBS_DRIVER, volumeHandle: props.volumeIds[claim.name] ?? '', fsType: FILE_SYSTEM },
          }
        : { local: { path: localPath(plan, role, claim) } }),
    },
  };
}

const GIVEN_VOLUME = /^vol-([0-9a-f]+)$/;

/**
 * The volume of a PersistentVolume cannot be changed, so one that the description names is part of the name: another
 * volume for the same claim is another object, which waits for the claim to be made anew.
 */
function persistentVolumeName({ plan, volumeIds }: RoleVolumesProps, claim: Claim): string {
  const [, id] = GIVEN_VOLUME.exec(volumeIds[claim.name] ?? '') ?? [];
  return clusterScopedName(plan.namespace, id === undefined ? claim.name : `${claim.name}-${id}`);
}

/** Nodes that can reach a volume: those of the zone for an EBS volume, those of the pool in the zone for a node's own. */
function nodesOf({ plan, role }: RoleVolumesProps, claim: Claim): k8s.NodeSelectorRequirement[] {
  const zone = { key: ZONE_LABEL, operator: 'In', values: [zoneOf(plan, claim.member.zone).name] };
  if (claim.template.volume.mode !== VolumeMode.LOCAL) return [zone];
  const poolLabel = poolOf(plan, role)?.labels[NODE_ROLE_LABEL];
  return poolLabel === undefined
    ? [zone]
    : [zone, { key: NODE_ROLE_LABEL, operator: 'In', values: [poolLabel] }];
}

/**
 * A node's own disk, as a PersistentVolume that stands for the disk of that number on whichever node of the pool the
 * pod is on. There is never more than one pod of a role on a node, so none finds another one's data beside its own;
 * a pod that comes to another node takes over the data there, as a process that moved to another machine would.
 *
 * Unlike a host path it is allowed under restricted Pod Security, is handed to the process's group by the kubelet,
 * keeps the pod from starting while the disk is not mounted, and outlives the pod, which an emptyDir does not.
 *
 * Roles that share a pool share out its disks, in the pool's order.
 */
function localPath(plan: Plan, role: RolePlan, claim: Claim): string {
  const groups = poolOf(plan, role)?.groups ?? [];
  const before = plan.roles
    .filter(({ group }) => groups.indexOf(group) < groups.indexOf(role.group) && groups.includes(group))
    .flatMap(localTemplates).length;
  return localDiskPath(before + localTemplates(role).indexOf(claim.template.name));
}

/** Names of the templates whose claims are a node's own disks. */
function localTemplates(role: RolePlan): string[] {
  return claimTemplatesOf(role)
    .filter(({ volume }) => volume.mode === VolumeMode.LOCAL)
    .map(({ name }) => name);
}

function refuseMissingVolumes({ role, volumeIds }: RoleVolumesProps, claims: readonly Claim[]): void {
  const missing = claims
    .filter(
      ({ template, name }) => template.volume.mode === VolumeMode.STATIC && volumeIds[name] === undefined,
    )
    .map(({ name }) => name);
  if (missing.length > 0) {
    throw new Error(
      `volumeIds of role '${role.group}' lacks ${missing.join(', ')}: expected an EBS volume id for each static claim`,
    );
  }
}
