import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { HadoopPlatform } from '../../../constructs';
import { imageReferences } from '../../../constructs/kubernetes/image-references';
import { PRODUCT_VERSIONS } from '../../../lib/plan/versions';
import { Environment } from '../../../lib/model/environment';
import { templateObjects } from '../../../scripts/manifests/template-objects';
import { KubernetesObject } from './objects';

/**
 * The Kubernetes objects that the CDK deploys of an environment. Its images are named, not built: their archives take
 * long to copy, and no object depends on what is in them.
 */
export function deployedObjects(environment: Environment): KubernetesObject[] {
  const images = { references: imageReferences(PRODUCT_VERSIONS) };
  const outdir = mkdtempSync(join(tmpdir(), 'cdk-hadoop-e2e-'));
  try {
    const app = new App({ outdir });
    new HadoopPlatform(app, environment.name, { environment: { ...environment, images } });
    return app
      .synth()
      .nestedAssemblies.flatMap(({ nestedAssembly }) => nestedAssembly.stacks)
      .flatMap(({ template }) => [...templateObjects(template).values()].flat() as KubernetesObject[]);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
