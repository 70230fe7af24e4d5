import { KubernetesObject, Resource, Template } from '../../stacks/template';

/** A template of resources and outputs. */
export function template(
  Resources: Readonly<Record<string, Resource>>,
  Outputs: Template['Outputs'] = {},
): Template {
  return { Resources, Outputs };
}

/** Objects by kind, namespace and name. */
export function objects(...list: readonly KubernetesObject[]): ReadonlyMap<string, KubernetesObject> {
  return new Map(list.map((object) => [`${object.kind}//${object.metadata.name}`, object]));
}

/** An object with fields on top of its name. */
export function object(kind: string, fields: Readonly<Record<string, unknown>>): KubernetesObject {
  return { kind, metadata: { name: 'x' }, ...fields };
}
