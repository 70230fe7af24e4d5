/** A synthesized template, as far as it is read here. */
interface Template {
  readonly Resources: Readonly<
    Record<string, { readonly Type: string; readonly Properties?: { readonly Manifest?: unknown } }>
  >;
}

/** A string of a template, with a name in place of each intrinsic function. */
function text(value: unknown): string {
  if (typeof value === 'string') return value;
  const parts = (value as { 'Fn::Join'?: [string, unknown[]] })['Fn::Join'];
  return parts === undefined ? 'known-at-deployment' : parts[1].map(text).join(parts[0]);
}

/**
 * The Kubernetes objects that a synthesized template applies, by the logical id of the resource that does it. What is
 * known at deployment only (image addresses, volume ids, key ARNs) reads `known-at-deployment`.
 */
export function templateObjects(template: unknown): Map<string, object[]> {
  const { Resources } = template as Template;
  return new Map(
    Object.entries(Resources)
      .filter(([, { Type }]) => Type === 'Custom::AWSCDK-EKS-KubernetesResource')
      .map(([id, { Properties }]) => [id, JSON.parse(text(Properties?.Manifest)) as object[]]),
  );
}
