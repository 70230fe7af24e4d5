import { Template } from '../../stacks/template';
import { brokenLinks, consumersFirst } from './broken-links';
import { template } from './neighbours';

const SUBNET = { Type: 'AWS::EC2::Subnet', Properties: { CidrBlock: '10.0.0.0/24' } };
const OTHER_SUBNET = { Type: 'AWS::EC2::Subnet', Properties: { CidrBlock: '10.0.1.0/24' } };

function exporting(...names: readonly string[]): Template {
  const outputs = names.map(
    (name) => [name, { Value: { Ref: name }, Export: { Name: `p-Network:${name}` } }] as const,
  );
  return template(Object.fromEntries(names.map((name) => [name, SUBNET])), Object.fromEntries(outputs));
}

function importing(...names: readonly string[]): Template {
  const ids = names.map((name) => ({ 'Fn::ImportValue': `p-Network:${name}` }));
  return template({ Cluster: { Type: 'AWS::EKS::Cluster', Properties: { Name: ids } } });
}

const publishing = (...names: readonly string[]): Template =>
  template(
    Object.fromEntries(names.map((name) => [name, SUBNET])),
    Object.fromEntries(names.map((name) => [name, { Value: { Ref: name } }])),
  );

const reading = (...names: readonly string[]): Template =>
  template({
    Pods: {
      Type: 'Custom::Pods',
      Properties: {
        Ids: names.map((OutputName) => ({ 'Fn::GetStackOutput': { StackName: 'p-Network', OutputName } })),
      },
    },
  });

test('an export that goes while a deployed stack imports it is refused, and not if the importer goes first', () => {
  const before = { Network: exporting('A', 'B'), Cluster: importing('A', 'B') };
  const after = { Network: exporting('A'), Cluster: importing('A') };
  expect(brokenLinks(before, after)).toEqual(['export p-Network:B is in use by Cluster']);
  expect(brokenLinks(before, after, consumersFirst(after))).toEqual([]);
});

test('an export whose resource is replaced is refused', () => {
  const before = { Network: exporting('A'), Cluster: importing('A') };
  const after = { ...before, Network: { ...exporting('A'), Resources: { A: OTHER_SUBNET } } };
  expect(brokenLinks(before, after)).toEqual(['export p-Network:A is in use by Cluster']);
});

test('what nobody imports may go', () => {
  const before = { Network: exporting('A', 'B'), Cluster: importing('A') };
  expect(brokenLinks(before, { ...before, Network: exporting('A') })).toEqual([]);
});

test('a stack that the app no longer has imports what it did', () => {
  const before = { Network: exporting('A'), Cluster: importing('A') };
  expect(brokenLinks(before, { Network: exporting() })).toEqual(['export p-Network:A is in use by Cluster']);
});

test('what is imported must be exported by then', () => {
  const before = { Network: exporting('A'), Cluster: importing('A') };
  const after = { Network: exporting('A', 'B'), Cluster: importing('A', 'B') };
  expect(brokenLinks(before, after)).toEqual([]);
  expect(brokenLinks(before, after, consumersFirst(after))).toEqual([
    'Cluster imports p-Network:B, which no stack exports',
  ]);
});

test('a weak link lets go of what it no longer reads, and misses what is not there', () => {
  const before = { Network: publishing('A', 'B'), Hdfs: reading('A', 'B') };
  expect(brokenLinks(before, { Network: publishing('A'), Hdfs: reading('A') })).toEqual([]);
  expect(brokenLinks(before, { Network: publishing('A'), Hdfs: reading('A', 'B') })).toEqual([
    'Hdfs reads B of Network, which has none',
  ]);
});

test('a reader whose template stays does not notice that a resource is replaced', () => {
  const before = { Network: publishing('A'), Hdfs: reading('A') };
  const after = { ...before, Network: { ...publishing('A'), Resources: { A: OTHER_SUBNET } } };
  expect(brokenLinks(before, after)).toEqual(['Hdfs does not notice that A of Network changes']);
});
