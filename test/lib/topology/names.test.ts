import { portsOf } from '../../../lib/roles/roles';
import { Role, ROLES } from '../../../lib/roles/role';
import { VolumeMode } from '../../../lib/model/overrides';
import { planPlatform } from '../../../lib/planner/planner';
import { claimsOf, claimTemplatesOf } from '../../../lib/topology/volume-claims';
import { localDiskPath } from '../../../lib/topology/local-disks';
import { prod, roleIn } from '../sizing/sample';

describe('claims', () => {
  const plan = planPlatform(
    prod({ overrides: { datanode: { figures: { dataDisks: 3, replicasPerZone: 2 } }, namenode: {} } }),
  );

  test('GIVEN a role with one disk WHEN claimed THEN the claim is named as the StatefulSet controller names it', () => {
    const names = claimsOf(roleIn(plan, Role.NAMENODE)).map(({ name }) => name);
    expect(names).toEqual(['data-namenode-1a-0', 'data-namenode-1b-0', 'data-namenode-1c-0']);
  });

  test('GIVEN a role with several disks WHEN claimed THEN each pod has one claim and one directory for each', () => {
    const role = roleIn(plan, Role.DATANODE);
    const templates = claimTemplatesOf(role);
    expect(templates.map(({ name, mountPath }) => [name, mountPath])).toEqual([
      ['data0', '/data0'],
      ['data1', '/data1'],
      ['data2', '/data2'],
    ]);
    const claims = claimsOf(role);
    expect(claims).toHaveLength(3 * role.members.length);
    expect(new Set(claims.map(({ name }) => name)).size).toBe(claims.length);
    expect(claims.map(({ name }) => name)).toContain('data2-datanode-1c-1');
  });

  test('GIVEN a role with data and log WHEN claimed THEN they are in directories of their own', () => {
    const templates = claimTemplatesOf(roleIn(plan, Role.ZOOKEEPER));
    expect(templates.map(({ mountPath }) => mountPath)).toEqual(['/data', '/log']);
    expect(templates.every(({ volume }) => volume.mode === VolumeMode.STATIC)).toBe(true);
  });

  test('GIVEN disks of a node WHEN mounted THEN their directories count from 1 as EKS numbers them', () => {
    expect([0, 1].map(localDiskPath)).toEqual(['/mnt/k8s-disks/1', '/mnt/k8s-disks/2']);
  });
});

describe('ports', () => {
  test('GIVEN all roles WHEN they share a node without host network THEN ports of one pod differ and have names that Services take', () => {
    for (const role of ROLES) {
      const ports = portsOf(role);
      expect(new Set(ports.map(({ port }) => port)).size).toBe(ports.length);
      expect(new Set(ports.map(({ name }) => name)).size).toBe(ports.length);
      for (const { name, port } of ports) {
        expect(name).toMatch(/^[a-z0-9]([a-z0-9-]{0,13}[a-z0-9])?$/);
        // Linux gives ports from 32768 on to outgoing connections.
        expect(port > 1023 && port < 32_768).toBe(true);
      }
    }
  });

  test.each([
    [Role.ZOOKEEPER, 2181],
    [Role.NAMENODE, 9870],
    [Role.JOURNALNODE, 8485],
    [Role.DATANODE, 9866],
    [Role.RESOURCEMANAGER, 8088],
    [Role.HMASTER, 16000],
    [Role.REGIONSERVER, 16020],
    [Role.HISTORYSERVER, 19888],
  ])('GIVEN %s WHEN users look for it THEN it is at its well-known port %i', (role, port) => {
    expect(portsOf(role).map((of) => of.port)).toContain(port);
  });
});
