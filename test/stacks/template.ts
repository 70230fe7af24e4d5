/** A resource of a CloudFormation template. */
export interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly Metadata?: Readonly<Record<string, unknown>>;
  readonly DependsOn?: readonly string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

/** A CloudFormation template. */
export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown; readonly Description?: string }>>;
  readonly Parameters?: Readonly<Record<string, unknown>>;
}

/** A Kubernetes object, as far as the tests look at all of them. */
export interface KubernetesObject {
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly data?: Readonly<Record<string, string>>;
  readonly spec?: unknown;
}

/** The resource that applies Kubernetes objects. */
export const MANIFEST_TYPE = 'Custom::AWSCDK-EKS-KubernetesResource';

/** Resources of a type by logical id. */
export function resourcesOf(template: Template, ...types: string[]): [string, Resource][] {
  return Object.entries(template.Resources).filter(([, { Type }]) => types.includes(Type));
}

/** The properties of all resources of a type. */
export function propertiesOf(template: Template, type: string): Readonly<Record<string, unknown>>[] {
  return resourcesOf(template, type).map(([, { Properties }]) => Properties ?? {});
}

/** The text of a manifest that a template applies, with a stand-in for each value that CloudFormation fills in. */
export function manifestText(resource: Resource, standIn: (value: unknown) => string = show): string {
  return joined(resource.Properties?.Manifest, standIn);
}

/** The Kubernetes objects that a template applies, resource by resource. */
export function manifestsOf(template: Template): [string, KubernetesObject[]][] {
  return resourcesOf(template, MANIFEST_TYPE).map(([id, resource]) => [id, objectsOf(resource)]);
}

/** All Kubernetes objects of a template. */
export function objectsIn(template: Template): KubernetesObject[] {
  return manifestsOf(template).flatMap(([, objects]) => objects);
}

/** The Kubernetes objects that a resource applies. */
export function objectsOf(resource: Resource): KubernetesObject[] {
  return JSON.parse(manifestText(resource)) as KubernetesObject[];
}

function joined(value: unknown, standIn: (value: unknown) => string): string {
  if (typeof value === 'string') return value;
  const { 'Fn::Join': join } = value as { readonly 'Fn::Join'?: readonly [string, readonly unknown[]] };
  if (join === undefined) return standIn(value);
  const [delimiter, parts] = join;
  return parts.map((part) => joined(part, standIn)).join(delimiter);
}

/** An intrinsic function in a few characters that need no escape in JSON: `<GetAtt Key.Arn>`. */
function show(value: unknown): string {
  if (typeof value === 'string') return value;
  const [[name, argument] = ['', '']] = Object.entries(value as Record<string, unknown>);
  const parts =
    typeof argument === 'string' ? [argument] : Object.values(argument as Record<string, unknown>);
  return `<${[name.replace('Fn::', ''), ...parts.map(show)].join(' ')}>`;
}
