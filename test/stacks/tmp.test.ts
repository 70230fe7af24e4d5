import { prod } from '../../bin/environments/prod';
import { Synthesized } from './synthesized';
import { TemplateSnapshot } from './template';
import { yamlSerializer } from './yaml-serializer';
expect.addSnapshotSerializer(yamlSerializer);
test('x', () => {
  for (let i = 0; i < 3; i++) {
    const t = Date.now();
    const s = new Synthesized({ ...prod, name: i === 0 ? 'prod' : `p${i}` });
    console.log(Date.now() - t, Object.entries(s.stacks).map(([id, x]) => [id, x.text.length, x.terminationProtection, x.dependencies.join()]));
    if (i === 0) for (const [id, x] of Object.entries(s.stacks)) expect(new TemplateSnapshot(x.template)).toMatchSnapshot(id);
  }
});
