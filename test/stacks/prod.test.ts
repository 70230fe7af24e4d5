import { prod } from '../../bin/environments/prod';
import { describeEnvironment } from './environment-suite';
import { Synthesized } from './synthesized';
import { TemplateSnapshots, yamlSerializer } from './template-snapshot';

expect.addSnapshotSerializer(yamlSerializer);

const synthesized = new Synthesized(prod);
const ids = Object.keys(synthesized.stacks);
const snapshots = new TemplateSnapshots(
  synthesized.assembly,
  ids.map((id) => synthesized.template(id)),
);

test.each(ids)('template of %s', (id) => {
  expect(snapshots.snapshotOf(synthesized.template(id))).toMatchSnapshot();
});

describeEnvironment(prod, synthesized, snapshots.files.contents);
