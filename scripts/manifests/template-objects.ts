/** Relevant parts of a synthesized template. */
interface Template {
  readonly Resources: Readonly<
    Record<string, { readonly Type: string; readonly Properties?: { readonly Manifest?: unknown } }>
  >;
}

/** A string in a template, in which a name replaces each intrinsic function. */
function text(value: unknown): string {
  if (typeof value === 'string') return value;
  const parts = (value as { 'Fn::Join'?: [string, unknown[]] })['Fn::Join'];
  return parts === undefined ? 'known-at-deployment' : parts[1].map(text).join(parts[0]);
}

/**
 * The Kubernetes objects in a synthesized template, by the logical ID of their resource. Values that are only known at
 * deployment (image addresses, volume IDs, key ARNs) are replaced by `known-at-deployment`.
 */
export function templateObjects(template: unknown): Map<string, object[]> {
  const { Resources } = template as Template;
  return new Map(
    Object.entries(Resources)
      .filter(([, { Type }]) => Type === 'Custom::AWSCDK-EKS-KubernetesResource')
      .map(([id, { Properties }]) => [id, JSON.parse(text(Properties?.Manifest)) as object[]]),
  );
}
