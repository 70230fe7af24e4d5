import { RolePlan } from '../../lib/plan/plan';
import { Product } from '../../lib/roles/role';
import { LABELS } from '../../lib/topology/names';

/** Node label with the full name of the zone. */
export const ZONE_LABEL = 'topology.kubernetes.io/zone';

/** Value of the labels that identify the objects of this package. */
const PACKAGE = 'cdk-hadoop';

/**
 * Name of a cluster-scoped object. It starts with the namespace of the platform, so that two platforms in a cluster
 * never own the same object.
 */
export function clusterScopedName(namespace: string, name: string): string {
  return `${namespace}-${name}`;
}

/** Labels of objects that all products share. */
export function platformLabels(): Record<string, string> {
  return { [LABELS.partOf]: PACKAGE, [LABELS.managedBy]: PACKAGE };
}

/** Labels of objects that all roles of a product share. */
export function productLabels(product: Product): Record<string, string> {
  return { ...platformLabels(), [LABELS.name]: product };
}

/** Labels of the objects and pods of a role. */
export function roleLabels(role: RolePlan): Record<string, string> {
  return { ...productLabels(role.product), [LABELS.component]: role.role, [LABELS.instance]: role.group };
}

/** Selects the pods of a group in all zones. */
export function groupSelector(group: string): Record<string, string> {
  return { [LABELS.partOf]: PACKAGE, [LABELS.instance]: group };
}
