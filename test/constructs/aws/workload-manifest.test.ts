import { Aws, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as eks from 'aws-cdk-lib/aws-eks-v2';
import { MAX_MANIFEST_BYTES, WorkloadManifest } from '../../../constructs/aws/workload-manifest';
import { testApp, TestStack } from './test-app';

const TYPE = 'Custom::AWSCDK-EKS-KubernetesResource';

const NAMESPACE = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'hadoop' } };
const SERVICE = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'datanode', labels: { a: 'b' } },
  spec: {},
};

function configMap(bytes: number): Record<string, unknown> {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'datanode-abc' },
    data: { x: 'x'.repeat(bytes) },
  };
}

function workload(objects: Record<string, unknown>[], retain?: boolean): Stack {
  const stack = new TestStack(testApp(), 'Workload');
  const cluster = eks.Cluster.fromClusterAttributes(stack, 'Cluster', {
    clusterName: 'c',
    kubectlProvider: eks.KubectlProvider.fromKubectlProviderAttributes(stack, 'Kubectl', {
      serviceToken: 'arn:aws:lambda:us-east-1:000000000000:function:kubectl',
    }),
  });
  new WorkloadManifest(stack, 'Hdfs', { cluster, name: 'hdfs', objects, retain });
  return stack;
}

describe('a workload', () => {
  const objects = [SERVICE, configMap(10), NAMESPACE];
  const template = Template.fromStack(workload(objects));

  test('is applied, not created, so that what an earlier stack left is taken over', () => {
    template.resourceCountIs(TYPE, 3);
    template.allResourcesProperties(TYPE, { Overwrite: true, ClusterName: 'c' });
  });

  test('has its ConfigMaps before what uses them, and its namespace before those', () => {
    template.hasResource(TYPE, {
      Properties: { Manifest: Match.stringLikeRegexp('"kind":"Service"') },
      DependsOn: [Match.stringLikeRegexp('^HdfsConfiguration')],
    });
    template.hasResource(TYPE, {
      Properties: { Manifest: Match.stringLikeRegexp('"kind":"ConfigMap"') },
      DependsOn: [Match.stringLikeRegexp('^HdfsNamespaces')],
    });
  });

  test('is pruned, but for ConfigMaps, which pods of the previous revision still need, and namespaces', () => {
    template.hasResourceProperties(TYPE, {
      Manifest: Match.stringLikeRegexp('"kind":"Service"'),
      PruneLabel: Match.stringLikeRegexp('^aws.cdk.eks/prune-'),
    });
    for (const kind of ['ConfigMap', 'Namespace']) {
      template.hasResourceProperties(TYPE, {
        Manifest: Match.stringLikeRegexp(`"kind":"${kind}"`),
        PruneLabel: Match.absent(),
      });
    }
  });

  test('leaves its namespace when its stack goes, for the claims in it are those of the data', () => {
    template.hasResource(TYPE, {
      Properties: { Manifest: Match.stringLikeRegexp('"kind":"Namespace"') },
      DeletionPolicy: 'Retain',
    });
    template.hasResource(TYPE, {
      Properties: { Manifest: Match.stringLikeRegexp('"kind":"Service"') },
      DeletionPolicy: 'Delete',
    });
  });

  test('leaves PersistentVolumes when its stack goes: they cannot go before their claims, which stay', () => {
    const volume = { apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'data-namenode-1a-0' } };
    const volumes = Template.fromStack(workload([SERVICE, volume]));
    volumes.resourceCountIs(TYPE, 2);
    volumes.hasResource(TYPE, {
      Properties: {
        Manifest: Match.stringLikeRegexp('"kind":"PersistentVolume"'),
        PruneLabel: Match.absent(),
      },
      DeletionPolicy: 'Retain',
    });
    volumes.hasResource(TYPE, {
      Properties: { Manifest: Match.stringLikeRegexp('"kind":"Service"') },
      DependsOn: [Match.stringLikeRegexp('^HdfsVolumes')],
    });
  });

  test('leaves the objects of the chart as they were', () => {
    expect(SERVICE.metadata.labels).toEqual({ a: 'b' });
  });
});

test('a workload may stay when its stack goes', () => {
  Template.fromStack(workload([SERVICE], true)).hasResource(TYPE, { DeletionPolicy: 'Retain' });
});

describe('the size of a manifest', () => {
  // What is around the data of the ConfigMap, quotes escaped.
  const around = JSON.stringify(JSON.stringify(configMap(0))).length;

  test('may be the most that an update can carry', () => {
    expect(() => workload([configMap(MAX_MANIFEST_BYTES - around)])).not.toThrow();
  });

  test('fails above that, and says what is large', () => {
    expect(() => workload([configMap(MAX_MANIFEST_BYTES - around + 1), SERVICE])).toThrow(
      /^manifest 'hdfs' \(configuration\) has \d+ bytes in 1 object, the largest ConfigMap 'datanode-abc' with \d+: allowed: at most \d+ bytes/,
    );
  });

  test('counts each part for itself', () => {
    const half = MAX_MANIFEST_BYTES * 0.6;
    expect(() => workload([configMap(half), { ...SERVICE, spec: { x: 'x'.repeat(half) } }])).not.toThrow();
  });

  test('divides PersistentVolumes, of which there is one for each disk of a node', () => {
    // 249 nodes with two disks each have more than a payload carries.
    const volumes = Array.from({ length: 498 }, (_, index) => ({
      kind: 'PersistentVolume',
      metadata: { name: `data-datanode-${index}` },
      spec: { text: 'x'.repeat(900) },
    }));
    const template = Template.fromStack(workload([...volumes, SERVICE]));
    template.allResourcesProperties(TYPE, { Overwrite: true });
    const manifests = Object.values(template.findResources(TYPE)).map(
      (manifest) => (manifest.Properties as { Manifest: string }).Manifest,
    );
    for (const text of manifests) expect(text.length).toBeLessThan(MAX_MANIFEST_BYTES);
    const applied = manifests.flatMap((text) => JSON.parse(text) as typeof volumes);
    expect(
      applied.filter(({ kind }) => kind === 'PersistentVolume').map(({ metadata }) => metadata.name),
    ).toEqual(volumes.map(({ metadata }) => metadata.name));
  });

  test('counts tokens as they are resolved', () => {
    const spec = { csi: { volumeHandle: Aws.STACK_ID } };
    Template.fromStack(workload([{ kind: 'PersistentVolume', spec }])).hasResourceProperties(TYPE, {
      Manifest: { 'Fn::Join': ['', Match.arrayWith([{ Ref: 'AWS::StackId' }])] },
    });
  });
});
