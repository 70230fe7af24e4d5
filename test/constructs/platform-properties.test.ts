import * as fc from 'fast-check';
import { PlatformManifests, Tier } from '../../constructs';
import { DescriptionError } from '../../lib/model/description-error';
import { planPlatform } from '../../lib/planner/planner';
import { environments } from '../arbitraries/environment';
import { Synthesized } from '../stacks/synthesized';
import { manifestText, objectsIn, resourcesOf, Template } from '../stacks/template';

const RUNS = 15;
const MANIFEST = 'Custom::AWSCDK-EKS-KubernetesResource';

/** What the planner refuses, with a reason, is the subject of its own tests. */
function unlessRefused<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    fc.pre(!(error instanceof DescriptionError));
    throw error;
  }
}

function parts(template: Template): string[] {
  return resourcesOf(template, MANIFEST).map(([, resource]) => JSON.stringify(manifestText(resource)));
}

test('every valid description becomes stacks within the limits of CloudFormation, EKS and Lambda', () => {
  const onAws = [Tier.DEV, Tier.STAGING, Tier.PROD];
  fc.assert(
    fc.property(environments({ tiers: onAws, twoZones: true }), (environment) => {
      const { stacks } = unlessRefused(() => new Synthesized(environment));
      for (const { template, text } of Object.values(stacks)) {
        expect(Object.keys(template.Resources).length).toBeLessThanOrEqual(500);
        expect(Buffer.byteLength(text)).toBeLessThan(1_000_000);
        expect(Object.keys(template.Outputs ?? {}).length).toBeLessThanOrEqual(200);
        for (const part of parts(template)) expect(Buffer.byteLength(part)).toBeLessThanOrEqual(126 * 1024);
      }
      const groups = resourcesOf(stacks.Cluster!.template, 'AWS::EKS::Nodegroup');
      expect(groups.length).toBeLessThanOrEqual(30);
      const names = Object.values(stacks)
        .flatMap(({ template }) => objectsIn(template))
        .map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? ''}/${metadata.name}`);
      expect(new Set(names).size).toBe(names.length);
    }),
    { numRuns: RUNS },
  );
}, 120_000);

test('every valid description of a local cluster becomes manifests', () => {
  fc.assert(
    fc.property(environments({ tiers: [Tier.LOCAL], twoZones: true }), (environment) => {
      const plan = unlessRefused(() => planPlatform(environment));
      const { manifests } = new PlatformManifests({ plan });
      expect(manifests.map(({ product }) => product).filter((product) => product !== undefined)).toEqual(
        manifests.slice(1).map(({ product }) => product),
      );
      expect(JSON.stringify(manifests)).not.toMatch(/undefined|NaN|\[object|\$\{Token/);
    }),
    { numRuns: RUNS },
  );
}, 60_000);
