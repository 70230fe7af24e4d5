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
  /** IDs of EBS volumes by claim name. */
  readonly volumeIds: Readonly<Record<string, string>>;
  /** ARN of the key for volumes that the driver creates. If undefined, the default EBS key of the account. */
  readonly keyArn?: string;
}

/**
 * Storage of the claims of a role: a StorageClass for each volume that the EBS CSI driver creates, and a
 * PersistentVolume for each claim whose disk is known in advance. Such disks are static volumes, local disks of nodes,
 * and volumes of an earlier cluster whose IDs are given. The local tier uses the default StorageClass of the cluster.
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
 * The StorageClass of a claim. `''` if the PersistentVolume already exists, so that no driver creates another one.
 * Undefined for the default of the cluster.
 */
export function claimStorageClass(plan: Plan, role: RolePlan, volume: VolumePlan): string | undefined {
  if (plan.tier === Tier.LOCAL) return undefined;
  return volume.mode === VolumeMode.DYNAMIC ? storageClassName(plan, role, volume) : '';
}

/** The parameters of a StorageClass are immutable, so its name contains them. */
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
    // The driver creates the volume in the zone of the pod.
    volumeBindingMode: 'WaitForFirstConsumer',
    reclaimPolicy: 'Retain',
    allowVolumeExpansion: true,
  };
}

/** A volume reserved for one claim. The claim can be created before or after it, also in a new cluster. */
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
 * The volume ID of a PersistentVolume is immutable. If the description specifies the volume, the name contains the ID:
 * another volume for the same claim is a new object, which waits until the claim is recreated.
 */
function persistentVolumeName({ plan, volumeIds }: RoleVolumesProps, claim: Claim): string {
  const [, id] = GIVEN_VOLUME.exec(volumeIds[claim.name] ?? '') ?? [];
  return clusterScopedName(plan.namespace, id === undefined ? claim.name : `${claim.name}-${id}`);
}

/** Nodes that can use a volume: all in the zone for an EBS volume, those of the pool in the zone for a local disk. */
function nodesOf({ plan, role }: RoleVolumesProps, claim: Claim): k8s.NodeSelectorRequirement[] {
  const zone = { key: ZONE_LABEL, operator: 'In', values: [zoneOf(plan, claim.member.zone).name] };
  if (claim.template.volume.mode !== VolumeMode.LOCAL) return [zone];
  const poolLabel = poolOf(plan, role)?.labels[NODE_ROLE_LABEL];
  return poolLabel === undefined
    ? [zone]
    : [zone, { key: NODE_ROLE_LABEL, operator: 'In', values: [poolLabel] }];
}

/**
 * A local disk of a node. The PersistentVolume represents the disk with this number on any node of the pool. A node
 * runs at most one pod of a role, so pods do not mix their data. A pod that moves to another node takes over the data
 * there, like a process that moves to another machine.
 *
 * Unlike a host path, it is allowed under restricted Pod Security, and the kubelet sets its group ownership. The pod
 * does not start while the disk is not mounted. Unlike an emptyDir, it outlives the pod.
 *
 * Roles that share a pool divide its disks in the order of the pool.
 */
function localPath(plan: Plan, role: RolePlan, claim: Claim): string {
  const groups = poolOf(plan, role)?.groups ?? [];
  const before = plan.roles
    .filter(({ group }) => groups.indexOf(group) < groups.indexOf(role.group) && groups.includes(group))
    .flatMap(localTemplates).length;
  return localDiskPath(before + localTemplates(role).indexOf(claim.template.name));
}

/** Names of the templates whose claims use local disks of nodes. */
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
