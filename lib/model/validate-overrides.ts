import { productOf, runsJobs } from '../roles/roles';
import { Architecture } from '../catalog/instance-type';
import { InstanceCatalog } from '../catalog/instance-catalog';
import { isToken, Problems } from './description-error';
import { Environment, NodeSharing, Tier } from './environment';
import { NodeKind, RoleOverrides, VolumeMode } from './overrides';
import { Product, Role, ROLES } from '../roles/role';
import { isAws, resolveEnvironment, resolveProducts } from './resolved';
import { checkLabel } from './validate-names';

export function validateOverrides(environment: Environment, problems: Problems): void {
  const products = resolveProducts(environment);
  for (const [role, overrides] of Object.entries(environment.overrides ?? {})) {
    const field = `overrides.${role}`;
    const known = ROLES.find((candidate: string) => candidate === role);
    // The schema has already refused other names.
    if (known === undefined) continue;
    if (!products.includes(productOf(known))) {
      problems.add(field, role, `roles of the running products: ${products.join(', ')}`);
    }
    validateMachine(field, known, overrides, environment, problems);
    validateVolume(field, overrides, environment, problems);
    validateFigures(field, overrides, problems);
    validateSettings(field, known, overrides, problems);
  }
  validateExistingVolumes(environment, problems);
}

function validateMachine(
  field: string,
  role: Role,
  overrides: RoleOverrides,
  environment: Environment,
  problems: Problems,
): void {
  const { instanceType, spot } = overrides;
  const kind = overrides.nodeKind ?? environment.nodeKind ?? NodeKind.VM;
  if (!isAws(environment.tier) && kind !== NodeKind.VM) {
    problems.add(`${field}.nodeKind`, kind, `no value: the tier ${Tier.LOCAL} creates no nodes`);
  }
  if (spot === true && !runsJobs(role)) {
    problems.add(
      `${field}.spot`,
      spot,
      `spot only for ${ROLES.filter(runsJobs).join(', ')}: every other role holds data or serves clients`,
    );
  }
  if (spot === true && resolvedSharing(environment) === NodeSharing.ALL) {
    problems.add(
      `${field}.spot`,
      spot,
      `spot with nodeSharing ${NodeSharing.MASTERS} or ${NodeSharing.DEDICATED}`,
    );
  }
  if (instanceType !== undefined) {
    validateInstanceType(`${field}.instanceType`, instanceType, kind, environment, problems);
  }
}

function resolvedSharing(environment: Environment): NodeSharing {
  return resolveEnvironment({ ...environment, products: [], overrides: {} }).nodeSharing;
}

function validateInstanceType(
  field: string,
  name: string,
  kind: NodeKind,
  environment: Environment,
  problems: Problems,
): void {
  const architecture = environment.architecture ?? Architecture.ARM64;
  if (isToken(name)) {
    problems.add(field, name, 'an EC2 instance type, known at synthesis');
    return;
  }
  const catalog = InstanceCatalog.default();
  const type = catalog.find(name);
  if (type === undefined) {
    const fitting = new InstanceCatalog(
      catalog.all.filter(
        (type) => type.architecture === architecture && type.bareMetal === (kind === NodeKind.METAL),
      ),
    );
    problems.add(field, name, `a type in the catalog, such as ${fitting.nearest(name).join(', ')}`);
  } else if (kind === NodeKind.HYBRID) {
    problems.add(field, name, 'no value: hybrid nodes are your own machines');
  } else if (type.bareMetal !== (kind === NodeKind.METAL)) {
    problems.add(
      field,
      name,
      kind === NodeKind.METAL ? 'a .metal type' : 'a virtual type, or nodeKind metal',
    );
  } else if (type.architecture !== architecture) {
    problems.add(field, name, `a type with the environment's architecture: ${architecture}`);
  }
}

function validateVolume(
  field: string,
  { volumeMode, nodeKind }: RoleOverrides,
  environment: Environment,
  problems: Problems,
): void {
  if (volumeMode === undefined) return;
  const hybrid = (nodeKind ?? environment.nodeKind) === NodeKind.HYBRID;
  if (!isAws(environment.tier) && volumeMode !== VolumeMode.DYNAMIC) {
    problems.add(
      `${field}.volumeMode`,
      volumeMode,
      `dynamic: the tier ${Tier.LOCAL} uses the volumes of the cluster`,
    );
  } else if (hybrid && volumeMode !== VolumeMode.LOCAL) {
    problems.add(`${field}.volumeMode`, volumeMode, 'local: EBS volumes cannot be attached to hybrid nodes');
  }
}

/** Maximum number of pods of a role. A cluster does not have more nodes. */
const MAX_REPLICAS = 5_000;
/** Far below the heap of any planned process. A smaller heap is a wrong unit. */
const LEAST_HEAP_MIB = 32;
/** Without compressed object pointers, a heap slightly above 32 GiB holds no more objects than 31 GiB with them. */
const WASTED_HEAP_MIB = { above: 31 * 1024, below: 48 * 1024 };

function validateFigures(field: string, { figures }: RoleOverrides, problems: Problems): void {
  for (const [name, value] of Object.entries(figures ?? {})) {
    const path = `${field}.figures.${name}`;
    if (typeof value !== 'number' || !Number.isFinite(value) || value < 0 || isToken(value)) {
      problems.add(path, value, 'a number from 0');
    } else if (/^(replicas|replicasPerZone|maxPerZone)$/.test(name) && !isCount(value, MAX_REPLICAS)) {
      problems.add(path, value, `a whole number from 1 to ${MAX_REPLICAS}`);
    } else if (name.endsWith('Disks') && !isCount(value, Infinity)) {
      // Reported before anything is derived from it: a zero count would lead to misleading errors about volume sizes.
      problems.add(path, value, 'a whole number from 1');
    } else if (/heapMiB$/i.test(name) && value < LEAST_HEAP_MIB) {
      problems.add(path, value, `at least ${LEAST_HEAP_MIB} MiB`);
    } else if (/heapMiB$/i.test(name) && value > WASTED_HEAP_MIB.above && value < WASTED_HEAP_MIB.below) {
      problems.add(
        path,
        value,
        `at most ${WASTED_HEAP_MIB.above} (31 GiB) or at least ${WASTED_HEAP_MIB.below} (48 GiB)`,
      );
    }
  }
}

function isCount(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= most;
}

/** Settings that would make a ZooKeeper server join a different ensemble than planned. */
const MEMBERSHIP_SETTING = /^((server|group|weight)\.|(dynamicConfigFile|peerType)$)/i;

function validateSettings(field: string, role: Role, { settings }: RoleOverrides, problems: Problems): void {
  if (productOf(role) !== Product.ZOOKEEPER) return;
  for (const [key, value] of Object.entries(settings ?? {})) {
    if (MEMBERSHIP_SETTING.test(key)) {
      problems.add(
        `${field}.settings[${JSON.stringify(key)}]`,
        value,
        'no membership settings: zookeeper[].participants and clients determine the servers',
      );
    }
  }
}

/** Only the plan knows the claims; see `checkClaims`. */
function validateExistingVolumes(environment: Environment, problems: Problems): void {
  const owners = new Map<string, string>();
  for (const [claim, id] of Object.entries(environment.existingVolumes ?? {})) {
    checkLabel('existingVolumes', claim, 63, problems);
    if (!isToken(id) && !/^vol-[0-9a-f]{8,17}$/.test(id)) {
      problems.add(`existingVolumes.${claim}`, id, 'an EBS volume id such as vol-0123456789abcdef0');
    }
    if (isToken(id)) continue;
    const owner = owners.get(id);
    if (owner !== undefined) {
      problems.add(`existingVolumes.${claim}`, id, `a different volume than ${owner}`);
    }
    owners.set(id, owner ?? claim);
  }
  for (const [position, key] of (environment.existingVolumeKeys ?? []).entries()) {
    if (isToken(key) || /^arn:[\w-]+:kms:[\w-]+:\d{12}:key\/[\w-]+$/.test(key)) continue;
    const example = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
    problems.add(`existingVolumeKeys[${position}]`, key, `the ARN of a KMS key, such as ${example}`);
  }
}
