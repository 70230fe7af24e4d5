import { Yaml } from 'cdk8s';
import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { ProductFiles } from './product-files';
import { assetStandIns, contentStandIns, StandIns, withStandIns } from './stand-ins';
import { MANIFEST_TYPE, objectsIn, objectsOf, Resource, Template } from './template';

/** Identifies the snapshot of a template. */
class TemplateSnapshot {
  public constructor(public readonly content: Readonly<Record<string, unknown>>) {}
}

/** The templates of an environment as a reviewer reads them. */
export class TemplateSnapshots {
  /** The files in the ConfigMaps of all templates. */
  public readonly files: ProductFiles;
  private readonly assets: StandIns;

  public constructor(assembly: CloudAssembly, templates: readonly Template[]) {
    this.assets = assetStandIns(assembly);
    this.files = new ProductFiles(templates.flatMap(objectsIn));
  }

  /** Without boilerplate and hashes; manifests are objects, and files in ConfigMaps are paths. */
  public snapshotOf(template: Template): TemplateSnapshot {
    const resources = Object.entries(template.Resources)
      .filter(([, { Type }]) => Type !== 'AWS::CDK::Metadata')
      .map(([id, resource]) => [id, this.shown(resource)] as const);
    const content = {
      Resources: Object.fromEntries(resources),
      ...(template.Outputs === undefined ? {} : { Outputs: template.Outputs }),
    };
    return new TemplateSnapshot(withStandIns(content, this.assets, contentStandIns(objectsIn(template))));
  }

  private shown(resource: Resource): Record<string, unknown> {
    const { Metadata: _metadata, Type, Properties: properties, ...rest } = resource;
    const shown =
      Type === MANIFEST_TYPE
        ? {
            ...properties,
            Manifest: objectsOf(resource).map((object) => this.files.withPaths(object)),
          }
        : properties;
    return { Type, ...(shown === undefined ? {} : { Properties: shown }), ...rest };
  }
}

/** Shows templates as YAML. */
export const yamlSerializer = {
  test: (value: unknown): boolean => value instanceof TemplateSnapshot,
  serialize: (value: unknown): string => Yaml.stringify((value as TemplateSnapshot).content),
};
