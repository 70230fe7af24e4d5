import { Yaml } from 'cdk8s';
import { TemplateSnapshot } from './template';

/** Objects of a chart, for a snapshot. */
export class ManifestSnapshot {
  public constructor(public readonly objects: readonly unknown[]) {}
}

/** Shows templates and manifests as YAML: the files in ConfigMaps keep their lines. */
export const yamlSerializer = {
  test: (value: unknown): boolean => value instanceof TemplateSnapshot || value instanceof ManifestSnapshot,
  serialize: (value: unknown): string =>
    value instanceof TemplateSnapshot
      ? Yaml.stringify(value.content())
      : Yaml.stringify(...(value as ManifestSnapshot).objects),
};
