import { templatesOf } from './cdk-cli';
import { describeDeployment } from './deployment';
import { testOfDeployment } from './life-cycle';
import { testsOfWhatIsThere } from './read-back';
import { testsOfRepetition } from './repeat';

const DESTROY = { 'cdk-hadoop:destroy-data': 'true' };

describeDeployment({ environment: 'dev' }, (deployment) => {
  testOfDeployment(deployment);
  testsOfWhatIsThere(deployment);
  testsOfRepetition(deployment);

  test('neither the prop destroyData nor its context alone changes anything: data stays retained', async () => {
    const { cdk, variation, assembly } = deployment;
    const prop = await cdk.synth({ ...variation, changes: { destroyData: true } });
    const context = await cdk.synth(variation, DESTROY);
    expect(templatesOf(prop)).toEqual(templatesOf(assembly));
    expect(templatesOf(context)).toEqual(templatesOf(assembly));
  });

  test('the prop destroyData and its context together destroy volumes, the bucket with its objects, and keys', async () => {
    const { cdk, aws, variation } = deployment;
    const [bucket = ''] = await aws.buckets();
    await aws.cli('s3api', 'put-object', '--bucket', bucket, '--key', 'export/1');
    const assembly = await cdk.synth({ ...variation, changes: { destroyData: true } }, DESTROY);
    await cdk.deploy(assembly);
    // The emulator drops the tags of a bucket, of which this one tells the CDK that it may be emptied.
    const tag = 'TagSet=[{Key=aws-cdk:auto-delete-objects,Value=true}]';
    await aws.cli('s3api', 'put-bucket-tagging', '--bucket', bucket, '--tagging', tag);

    await cdk.destroy(assembly);

    expect(await aws.stacks()).toEqual({});
    expect(await aws.volumes()).toEqual([]);
    expect(await aws.buckets()).toEqual([]);
    expect(new Set(Object.values(await aws.keys()))).toEqual(new Set(['PendingDeletion']));
  });
});
