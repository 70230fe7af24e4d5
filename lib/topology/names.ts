import { Role } from '../roles/role';

/** Prefix of the names of a role: the role, and its ensemble if it has one. */
export function groupName(role: Role, ensemble?: string): string {
  return ensemble === undefined ? role : `${role}-${ensemble}`;
}

/** Name of the StatefulSet of a role in a zone. */
export function statefulSetName(group: string, zoneKey: string): string {
  return `${group}-${zoneKey}`;
}

/** Name of a pod: a function of role, zone and ordinal. */
export function podName(group: string, zoneKey: string, ordinal: number): string {
  return `${statefulSetName(group, zoneKey)}-${ordinal}`;
}

/** Name of the headless Service that gives the pods of a role their host names. */
export function headlessService(group: string): string {
  return group;
}

/** Name of the Service for the clients of an ensemble. */
export function clientService(group: string): string {
  return `${group}-client`;
}

/** Name of the headless Service that gives the clients of an ensemble its servers in a zone. */
export function zoneClientService(group: string, zoneKey: string): string {
  return `${clientService(group)}-${zoneKey}`;
}

/** Fully qualified host name of a Service. Processes have no search domains. */
export function serviceHost(service: string, namespace: string, clusterDomain: string): string {
  return `${service}.${namespace}.svc.${clusterDomain}`;
}

/** Domain of a role's pods. */
export function roleDomain(group: string, namespace: string, clusterDomain: string): string {
  return serviceHost(headlessService(group), namespace, clusterDomain);
}

/** Name of a claim, as the StatefulSet controller makes it from the name of the template. */
export function claimName(volume: string, pod: string): string {
  return `${volume}-${pod}`;
}

/** Names of the claim templates of a volume plan: `data`, or `data0`, `data1`, ... for several disks. */
export function claimTemplates(volume: { readonly name: string; readonly disks: number }): string[] {
  if (volume.disks === 1) return [volume.name];
  return Array.from({ length: volume.disks }, (_, disk) => `${volume.name}${disk}`);
}

/** Mount paths of the disks of a volume plan, in the order of their claims. */
export function mountPaths(volume: {
  readonly name: string;
  readonly disks: number;
  readonly mountPath: string;
}): string[] {
  if (volume.disks === 1) return [volume.mountPath];
  return Array.from({ length: volume.disks }, (_, disk) => `${volume.mountPath}${disk}`);
}

/** Node label and taint key that identify the pool of a node. */
export const NODE_ROLE_LABEL = 'cdk-hadoop/node-role';

/** Label of nodes whose group is not the first of its pool: its generation. */
export const NODE_GENERATION_LABEL = 'cdk-hadoop/node-generation';

/** Labels of the objects of a role. */
export const LABELS = {
  /** Kubernetes' recommended label: the product. */
  name: 'app.kubernetes.io/name',
  /** Kubernetes' recommended label: the role. */
  component: 'app.kubernetes.io/component',
  /** Kubernetes' recommended label: the role with its ensemble. */
  instance: 'app.kubernetes.io/instance',
  managedBy: 'app.kubernetes.io/managed-by',
  partOf: 'app.kubernetes.io/part-of',
  /** Key of the zone. */
  zone: 'cdk-hadoop/zone',
} as const;
