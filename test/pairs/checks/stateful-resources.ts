import { Resource } from '../../stacks/template';
import { Stacks } from '../output';
import { isRemoved, isReplaced, ResourceChange, resourceChanges } from './template-changes';

/** What happens to resources that hold data, or that data is reached by. */
export interface StatefulChanges {
  /** Replaced by another one, or found under another logical id: `Data/Volumes... AWS::EC2::Volume`. */
  readonly replaced: string[];
  /** Gone from the template, and deleted with what is on them. */
  readonly deleted: string[];
  /** Claims whose volumes leave the template, and are retained. */
  readonly retainedClaims: string[];
}

/**
 * What of a volume changes in place. The registry's schema of volumes does not say of the rest that it cannot.
 * @see https://docs.aws.amazon.com/ebs/latest/userguide/ebs-modify-volume.html
 */
const MODIFIABLE = ['Size', 'VolumeType', 'Iops', 'Throughput', 'MultiAttachEnabled', 'AutoEnableIO', 'Tags'];

/** A cluster is made anew from its stack, but never by the way. */
const ALWAYS_STATEFUL = ['AWS::EKS::Cluster'];

/** What becomes of what is retained, which is how a template says that it holds data. */
export function statefulChanges(before: Stacks, after: Stacks): StatefulChanges {
  const changes = resourceChanges(before, after).filter(isStateful);
  const removed = changes.filter(isRemoved);
  const claimsAfter = new Set(
    Object.values(after).flatMap(({ Resources }) => Object.values(Resources).map(claimOf)),
  );
  const moved = removed.filter(({ difference }) => {
    const claim = claimOf(difference.oldValue);
    return claim !== undefined && claimsAfter.has(claim);
  });
  return {
    replaced: [...changes.filter((change) => isReplaced(change) || isAnotherVolume(change)), ...moved].map(
      nameOf,
    ),
    deleted: removed.filter(({ difference }) => difference.oldValue?.DeletionPolicy !== 'Retain').map(nameOf),
    retainedClaims: removed
      .map(({ difference }) => claimOf(difference.oldValue))
      .filter((claim) => claim !== undefined)
      .sort(),
  };
}

function isStateful({ type, difference }: ResourceChange): boolean {
  const policies = [difference.oldValue?.DeletionPolicy, difference.oldValue?.UpdateReplacePolicy];
  return !difference.isAddition && (ALWAYS_STATEFUL.includes(type) || policies.includes('Retain'));
}

function isAnotherVolume({ type, difference }: ResourceChange): boolean {
  return (
    type === 'AWS::EC2::Volume' &&
    difference.isUpdate &&
    Object.keys(difference.propertyUpdates).some((property) => !MODIFIABLE.includes(property))
  );
}

function nameOf({ stack, logicalId, type }: ResourceChange): string {
  return `${stack}/${logicalId} ${type}`;
}

/** The claim that a volume is made for. */
export function claimOf(
  resource: { readonly Properties?: Resource['Properties'] } | undefined,
): string | undefined {
  const tags = resource?.Properties?.Tags;
  if (!Array.isArray(tags)) return undefined;
  return (tags as { readonly Key: string; readonly Value: string }[]).find(
    ({ Key }) => Key === 'cdk-hadoop:claim',
  )?.Value;
}
