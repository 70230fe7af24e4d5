import { Environment } from '../../../lib/model/environment';
import { problemsOf, prod } from '../sizing/sample';

export const [A, B, C] = ['us-east-1a', 'us-east-1b', 'us-east-1c'] as const;

/** An existing VPC with a subnet in each zone. */
export const imported = {
  vpcId: 'vpc-1',
  vpcCidr: '10.0.0.0/16',
  privateSubnetIds: { [A]: 'subnet-a', [B]: 'subnet-b', [C]: 'subnet-c' },
  privateSubnetCidrs: { [A]: '10.0.0.0/20', [B]: '10.0.16.0/20', [C]: '10.0.32.0/20' },
};
/** Pod ranges of custom networking. */
export const podCidrs = { [A]: ['100.64.0.0/18'], [B]: ['100.64.64.0/18'], [C]: ['100.64.128.0/18'] };

/** What is wrong, the field that it is in, what the message must show of the value, and of what is allowed. */
export type Case = [string, Environment | Partial<Environment>, string, string, string | RegExp];

/** A description of prod with something wrong in it has exactly one problem, and that is it. */
export function refuses(cases: Case[]): void {
  test.each(cases)(
    'GIVEN %s WHEN planned THEN the one problem is that',
    (_, stated, field, value, allowed) => {
      const problems = problemsOf('name' in stated ? stated : prod(stated));
      expect(problems.map((problem) => problem.field)).toEqual([field]);
      expect(problems[0]?.value).toContain(value);
      expect(problems[0]?.allowed).toMatch(allowed);
    },
  );
}
