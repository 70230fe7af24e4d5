import * as eks from 'aws-cdk-lib/aws-eks-v2';
import { Construct } from 'constructs';
import { Plan } from '../lib/plan/plan';
import { Role } from '../lib/roles/role';
import { FileSystemAccess } from './aws/file-system-access';

/** Roles of YARN that use its file system. ResourceManagers keep their state in ZooKeeper. */
const USERS: readonly Role[] = [Role.NODEMANAGER, Role.HISTORYSERVER];

/** Lets YARN's pods use the bucket that they have in place of HDFS; undefined if they have none. */
export function yarnFileSystemAccess(
  scope: Construct,
  cluster: eks.ICluster,
  { namespace, roles, yarn }: Plan,
): FileSystemAccess | undefined {
  if (yarn?.fileSystem === undefined) return undefined;
  return new FileSystemAccess(scope, 'YarnFileSystem', {
    cluster,
    namespace,
    // A role's service account has the name of its group.
    serviceAccounts: roles.filter(({ role }) => USERS.includes(role)).map(({ group }) => group),
    bucketName: yarn.fileSystem.bucket,
    prefix: yarn.fileSystem.prefix,
  });
}
