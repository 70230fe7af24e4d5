/**
 * Instance families that count against the quotas for Standard instances: A, C, D, H, I, M, R, T and Z, with Im and Is.
 */
const STANDARD = /^(?:[acdhmrtz]|i[ms]?)\d/;

/**
 * Whether an instance type counts against the quotas for Standard instances. Other types have separate quotas.
 * @see https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-instance-quotas.html
 */
export function isStandard(instanceType: string): boolean {
  return STANDARD.test(instanceType);
}
