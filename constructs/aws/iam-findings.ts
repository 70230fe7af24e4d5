import { Stack, Validations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';

/** Acknowledges to cdk-nag that the roles below a construct have AWS managed policies, by their names. */
export function acknowledgeManagedPolicies(scope: IConstruct, names: string[], reason: string): void {
  const arns = names.map((name) => iam.ManagedPolicy.fromAwsManagedPolicyName(name).managedPolicyArn);
  acknowledge(scope, 'AwsSolutions-IAM4', 'Policy', arns, reason);
}

/** Acknowledges to cdk-nag that the policies below a construct have resources with wildcards. */
export function acknowledgeWildcards(scope: IConstruct, resources: string[], reason: string): void {
  acknowledge(scope, 'AwsSolutions-IAM5', 'Resource', resources, reason);
}

/** Acknowledges to cdk-nag the functions and roles that the CDK creates below a construct. */
export function acknowledgeCdkFunctions(scope: IConstruct, reason: string): void {
  Validations.of(scope).acknowledge({ id: 'AwsSolutions-L1', reason });
  for (const child of scope.node.findAll()) {
    if (child instanceof iam.CfnRole) {
      acknowledge(child, 'AwsSolutions-IAM4', 'Policy', child.managedPolicyArns ?? [], reason);
    }
    if (child instanceof iam.CfnPolicy) {
      acknowledge(child, 'AwsSolutions-IAM5', 'Resource', resourcesOf(child), reason);
    }
  }
}

function acknowledge(scope: IConstruct, rule: string, kind: string, values: unknown[], reason: string): void {
  const resolved: unknown = Stack.of(scope).resolve(values);
  if (!Array.isArray(resolved)) return;
  const names = new Set(resolved.map(findingName));
  Validations.of(scope).acknowledge(
    ...[...names].map((name) => ({ id: `${rule}[${kind}::${name}]`, reason })),
  );
}

function resourcesOf(policy: iam.CfnPolicy): unknown[] {
  const document: unknown = Stack.of(policy).resolve(policy.policyDocument);
  const statements = field(document, 'Statement');
  return Array.isArray(statements)
    ? statements.flatMap((statement: unknown) => field(statement, 'Resource'))
    : [];
}

/**
 * The notation of a template value in the ID of a cdk-nag finding.
 * @see cdk-nag 3.0.2 `lib/utils/flatten-cfn-reference.js`
 */
function findingName(value: unknown): string {
  if (typeof value === 'string') return value;
  const ref = field(value, 'Ref');
  if (typeof ref === 'string') return `<${ref}>`;
  const attribute = field(value, 'Fn::GetAtt');
  if (Array.isArray(attribute)) return `<${attribute.join('.')}>`;
  const join = field(value, 'Fn::Join');
  if (Array.isArray(join)) {
    const [delimiter, parts] = join as [string, unknown[]];
    return parts.map(findingName).join(delimiter);
  }
  return JSON.stringify(value);
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
