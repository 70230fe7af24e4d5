import { RolePlan } from '../../lib/plan/plan';
import { Product } from '../../lib/roles/role';
import { LABELS } from '../../lib/topology/names';

/** Label of every node of a cluster: the full name of its zone. */
export const ZONE_LABEL = 'topology.kubernetes.io/zone';

/** Value of the labels that tell which objects are this package's. */
const PACKAGE = 'cdk-hadoop';

/**
 * Name of an object that belongs to no namespace. It starts with the platform's namespace, so that two platforms in
 * a cluster never own the same object.
 */
export function clusterScopedName(namespace: string, name: string): string {
  return `${namespace}-${name}`;
}

/** Labels of what belongs to no role. */
export function platformLabels(): Record<string, string> {
  return { [LABELS.partOf]: PACKAGE, [LABELS.managedBy]: PACKAGE };
}

/** Labels of what belongs to a product as a whole. */
export function productLabels(product: Product): Record<string, string> {
  return { ...platformLabels(), [LABELS.name]: product };
}

/** Labels of the objects and pods of a role. */
export function roleLabels(role: RolePlan): Record<string, string> {
  return { ...productLabels(role.product), [LABELS.component]: role.role, [LABELS.instance]: role.group };
}

/** What tells the pods of a group, in all zones, from all others of the namespace. */
export function groupSelector(group: string): Record<string, string> {
  return { [LABELS.partOf]: PACKAGE, [LABELS.instance]: group };
}
