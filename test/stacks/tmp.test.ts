import { ENVIRONMENTS } from '../../bin/environments';
import { Synthesized } from './synthesized';
test('x', () => {
  for (const e of ENVIRONMENTS.filter((e) => e.tier !== 'local')) {
    const s = new Synthesized(e);
    for (const [id, x] of Object.entries(s.stacks)) for (const [l, r] of Object.entries(x.template.Resources)) if (['AWS::EC2::Volume','AWS::KMS::Key','AWS::S3::Bucket','AWS::EKS::Cluster'].includes(r.Type)) console.info(e.name, id, l, r.Type, (r.Properties as any).Tags?.find((t: any)=>t.Key==='cdk-hadoop:claim')?.Value);
  }
  const p = ENVIRONMENTS.find((e) => e.name === 'prod')!;
  for (const v of [{ zookeeper: [...p.zookeeper!, { name: 'a' }] }, { zones: [...p.zones, 'us-east-1d'] , quorumZones: p.zones}, { zones: [...p.zones, 'us-east-1d'] , quorumZones: p.zones, cluster: {nodeGroupQuota: 60}}]) {
    try { const s = new Synthesized({...p, ...v}); console.info(s.plan.pools.map(x => x.name + x.zones.length).join()); } catch (e) { console.info(String(e)); }
  }
});
