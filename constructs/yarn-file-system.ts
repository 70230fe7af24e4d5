import * as eks from 'aws-cdk-lib/aws-eks-v2';
import { Construct } from 'constructs';
import { Plan } from '../lib/plan/plan';
import { Product, Role } from '../lib/roles/role';
import { entryOf, YarnRole } from '../lib/roles/roles';
import { FileSystemAccess } from './aws/file-system-access';

/** Whether a role of YARN uses its file system. ResourceManagers keep their state in ZooKeeper. */
const USES_FILES: Readonly<Record<YarnRole, boolean>> = {
  [Role.RESOURCEMANAGER]: false,
  [Role.NODEMANAGER]: true,
  [Role.HISTORYSERVER]: true,
};

/** Allows pods of YARN to use the bucket that replaces HDFS. Undefined if there is none. */
export function yarnFileSystemAccess(
  scope: Construct,
  cluster: eks.ICluster,
  { namespace, roles, yarn }: Plan,
): FileSystemAccess | undefined {
  if (yarn?.fileSystem === undefined) return undefined;
  return new FileSystemAccess(scope, 'YarnFileSystem', {
    cluster,
    namespace,
    // The service account of a role has the name of its group.
    serviceAccounts: roles
      .filter(({ role, product }) => product === Product.YARN && entryOf(USES_FILES, role))
      .map(({ group }) => group),
    bucketName: yarn.fileSystem.bucket,
    prefix: yarn.fileSystem.prefix,
  });
}
