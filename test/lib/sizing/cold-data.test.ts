import * as fc from 'fast-check';
import { Architecture } from '../../../lib/catalog/instance-type';
import { VolumeType } from '../../../lib/catalog/volume-type';
import { VolumeMode } from '../../../lib/model/overrides';
import { Tier } from '../../../lib/model/environment';
import { HdfsTargets } from '../../../lib/model/targets';
import { Choice, ChoiceOption, Plan, VolumePlan } from '../../../lib/plan/plan';
import { planPlatform } from '../../../lib/planner/planner';
import { Product, Role } from '../../../lib/roles/role';
import { figureOf, planOf, poolOf, problemsOf, prod, roleIn } from './sample';
import { machinesOf, PRICES } from './second-search';

const HDFS = [Product.ZOOKEEPER, Product.HDFS];
const PIB = 1_024;
/** Disks of 1 PiB: a year's growth, three replicas, 65 % full, and 2 % that HDFS leaves alone. */
const PIB_ON_DISKS = ((PIB * 1.3 * 3) / 0.65) * 1.02;

function planWith(hdfs: HdfsTargets, architecture = Architecture.ARM64): Plan {
  return planOf({ products: HDFS, architecture, hdfs });
}

function volumeOf(plan: Plan, name: string): VolumePlan {
  const volume = roleIn(plan, Role.DATANODE).volumes.find((of) => of.name === name);
  if (volume === undefined) throw new Error(`no volume ${name}`);
  return volume;
}

function choiceOf(plan: Plan): Choice {
  const choice = plan.choices.find(({ subject }) => subject === 'datanode');
  if (choice === undefined) throw new Error('no choice of DataNodes');
  return choice;
}

function storedTiB({ disks, gib }: VolumePlan, reserve: number, nodes: number): number {
  return (nodes * disks * (gib - reserve)) / 1_024;
}

/** The cheapest machines' own disks for so many TiB: USD per month, by whole machines alone. */
function denseUsd(tib: number, plan: Plan): number {
  const prices = machinesOf(plan)
    .filter(({ type }) => type.localDisks > 0 && type.vcpu >= 8)
    .map(({ type, usd }) => (tib * 1_024 * usd) / (type.localDisks * type.localDiskGiB));
  return Math.min(...prices);
}

describe('cold data beside other data', () => {
  const plan = planWith({ usableTiB: 100, coldFraction: 0.6 });
  const role = roleIn(plan, Role.DATANODE);

  test('has room of its own, as the other data has', () => {
    const raw = (100 * 1.3 * 3) / 0.65;
    const nodes = role.members.length;
    const cold = storedTiB(volumeOf(plan, 'cold'), figureOf(role, 'coldReservedGiBPerVolume').value, nodes);
    const hot = storedTiB(volumeOf(plan, 'data'), figureOf(role, 'reservedGiBPerVolume').value, nodes);
    expect(cold).toBeGreaterThanOrEqual(0.6 * raw);
    expect(hot).toBeGreaterThanOrEqual(0.4 * raw);
    expect(cold + hot).toBeLessThan(1.05 * raw);
  });

  test('is on magnetic volumes, which are paid as items of their own', () => {
    const { type, disks, gib } = volumeOf(plan, 'cold');
    expect(type).toBe(VolumeType.ST1);
    const item = plan.costs.find((of) => of.item === 'cold volume storage');
    expect(item?.usdPerMonth).toBeCloseTo(role.members.length * disks * gib * PRICES.st1GibMonthUsd, 1);
  });

  test('shows what the other types would cost', () => {
    const { chosen, runnersUp } = choiceOf(plan);
    expect(chosen.coldVolumeType).toBe(VolumeType.ST1);
    const gp3 = runnersUp.find(({ coldVolumeType }) => coldVolumeType === VolumeType.GP3);
    expect(gp3?.usdPerMonth).toBeGreaterThan(chosen.usdPerMonth);
  });

  test('is restored in the time that is asked for', () => {
    expect(plan.findings.filter(({ code }) => code === 'restore/time')).toEqual([]);
    // A lost DataNode's data is written by the others of its zone, within what their volumes sustain.
    const perZone = role.zones[0]?.replicas ?? 0;
    const lostMiB = ((100 * 1.3 * 3) / role.members.length) * 2 ** 20;
    const each = lostMiB / (perZone - 1) / (4 * 3_600);
    const { disks, gib } = volumeOf(plan, 'cold');
    expect((disks * gib * 40) / 1_024).toBeGreaterThanOrEqual(0.6 * each);
    expect(poolOf(plan, role).requiredEbsMiBps).toBeGreaterThanOrEqual(each);
  });

  test('serves HBase from the other volumes', () => {
    const both = planOf({ hdfs: { usableTiB: 50, coldFraction: 0.5 }, hbase: { datasetTiB: 10 } });
    expect(volumeOf(both, 'data').type).not.toBe(VolumeType.ST1);
    expect(volumeOf(both, 'cold').type).toBe(VolumeType.ST1);
  });

  test('takes one more disk on a small platform', () => {
    const small = planPlatform({
      ...prod({ products: HDFS, hdfs: { usableTiB: 0.1, coldFraction: 0.5 } }),
      tier: Tier.DEV,
    });
    expect(volumeOf(small, 'cold')).toMatchObject({ disks: 1, type: VolumeType.GP3 });
  });
});

test('more cold data never costs more where the other data is on dearer volumes', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 20, max: 2_000 }),
      fc.integer({ min: 10, max: 85 }),
      fc.integer({ min: 5, max: 14 }),
      (usableTiB, percent, more) => {
        const optionOf = (coldFraction: number): ChoiceOption =>
          choiceOf(
            planOf({
              products: HDFS,
              hdfs: { usableTiB, coldFraction, readMiBps: 2_000, writeMiBps: 400 },
              overrides: { [Role.DATANODE]: { volumeType: VolumeType.GP3 } },
            }),
          ).chosen;
        const [none, some, most] = [0, percent / 100, (percent + more) / 100].map(optionOf);
        if (none === undefined || some === undefined || most === undefined) throw new Error('no option');
        // Sizes are rounded up to a GiB and a reserve of whole GiB, on each disk.
        const rounding = ({ nodes, disks = 0, coldDisks = 0 }: ChoiceOption): number =>
          nodes * (disks + coldDisks) * 2 * PRICES.gp3GibMonthUsd;
        expect(some.usdPerMonth).toBeLessThanOrEqual(none.usdPerMonth + rounding(some));
        expect(most.usdPerMonth).toBeLessThanOrEqual(some.usdPerMonth + rounding(most));
      },
    ),
    { numRuns: 15 },
  );
});

test('no DataNode holds more than it is planned for', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 5, max: 3_000 }),
      fc.integer({ min: 1, max: 100 }),
      fc.constantFrom(Architecture.ARM64, Architecture.AMD64),
      (usableTiB, percent, architecture) => {
        const plan = planWith({ usableTiB, coldFraction: percent / 100 }, architecture);
        const { volumes, figures, members } = roleIn(plan, Role.DATANODE);
        const reserved = figures.coldReservedGiBPerVolume ?? figures.reservedGiBPerVolume;
        const cold = volumes.filter(({ name }) => name === 'cold');
        const hot = volumes.filter(({ name }) => name === 'data');
        const holds = (of: VolumePlan[], reserve = 0): number =>
          of.reduce((sum, volume) => sum + storedTiB(volume, reserve, 1), 0);
        const hotTiB = holds(hot, figures.reservedGiBPerVolume?.value);
        const raw = (usableTiB * 1.3 * 3) / 0.65 / members.length;
        // st1 may be larger than its data, for its throughput: what counts is the data's share.
        expect((raw * (100 - percent)) / 100).toBeLessThanOrEqual(28 + 0.01);
        expect(raw).toBeLessThanOrEqual(90 + 0.01);
        expect(hotTiB + holds(cold, reserved?.value)).toBeGreaterThanOrEqual(raw - 0.01);
        expect(plan.findings.filter(({ code }) => code === 'restore/time')).toEqual([]);
      },
    ),
    { numRuns: 25 },
  );
});

test('two platforms cost what the plan shows for cold data on DataNodes of its own', () => {
  const mixed = { usableTiB: PIB, coldFraction: 0.8 };
  const { chosen, runnersUp } = choiceOf(planWith(mixed, Architecture.AMD64));
  const apart = runnersUp.find(({ verdict }) => verdict.includes('a separate platform'));
  const hot = choiceOf(planWith({ usableTiB: 0.2 * PIB }, Architecture.AMD64)).chosen;
  const archive = choiceOf(planWith({ usableTiB: 0.8 * PIB, coldFraction: 1 }, Architecture.AMD64)).chosen;
  expect(hot.volumeType).toBe(VolumeType.ST1);
  expect(archive.instanceType).toMatch(/^d3en\./);
  expect(apart?.usdPerMonth).toBeCloseTo(hot.usdPerMonth + archive.usdPerMonth, 0);
  // Less than half of one platform with both kinds of volumes.
  expect(apart?.usdPerMonth).toBeLessThan(0.5 * chosen.usdPerMonth);
});

describe('1 PiB that is all cold', () => {
  const PETABYTE = { usableTiB: PIB, coldFraction: 1 };
  const amd64 = planWith(PETABYTE, Architecture.AMD64);
  const arm64 = planWith(PETABYTE);

  test('is on dense disks where there are machines with them', () => {
    const role = roleIn(amd64, Role.DATANODE);
    expect(role.volumes).toHaveLength(1);
    expect(role.volumes[0]).toMatchObject({ name: 'cold', mode: VolumeMode.LOCAL });
    expect(poolOf(amd64, role).instanceType).toMatch(/^d3en\./);
    expect(poolOf(amd64, role).localDisks).toBe(true);
  });

  test('costs what the disks of whole machines do, by a second arithmetic', () => {
    const least = denseUsd(PIB_ON_DISKS, amd64);
    const { usdPerMonth } = choiceOf(amd64).chosen;
    expect(usdPerMonth).toBeGreaterThanOrEqual(least);
    // Equal numbers in three zones, whole machines, and the limit of a DataNode cost a little.
    expect(usdPerMonth).toBeLessThan(1.1 * least);
    // 87,000 by hand, with disks 70 % full and no growth of the number to thirds.
    expect((usdPerMonth * 0.65) / 0.7).toBeLessThan(1.1 * 87_000);
  });

  test('would cost three times as much on magnetic volumes', () => {
    const { chosen, runnersUp } = choiceOf(amd64);
    const st1 = runnersUp.find(({ volumeType }) => volumeType === VolumeType.ST1);
    const storageUsd = PIB_ON_DISKS * 1_024 * PRICES.st1GibMonthUsd;
    expect(st1?.usdPerMonth).toBeGreaterThan(storageUsd);
    expect(st1?.usdPerMonth).toBeGreaterThan(3 * chosen.usdPerMonth);
  });

  test('is on magnetic volumes on Graviton, which has no machines with dense magnetic disks', () => {
    const { chosen, runnersUp } = choiceOf(arm64);
    expect(chosen.volumeType).toBe(VolumeType.ST1);
    const dense = runnersUp.filter(
      ({ disks, volumeType }) => disks !== undefined && volumeType === undefined,
    );
    expect(dense.map(({ verdict }) => verdict)).toContainEqual(
      expect.stringContaining('needs amd64 machines'),
    );
    // NVMe is refuted by its price.
    const nvme = dense.find(({ instanceType }) =>
      machinesOf(arm64).some(({ type }) => type.name === instanceType),
    );
    expect(nvme?.usdPerMonth).toBeGreaterThan(denseUsd(PIB_ON_DISKS, arm64));
    expect(nvme?.usdPerMonth).toBeGreaterThan(2 * chosen.usdPerMonth);
  });

  test.each([
    ['a machine', { instanceType: 'm6i.4xlarge' }, VolumeMode.DYNAMIC],
    ['a type of volumes', { volumeType: VolumeType.ST1 }, VolumeMode.DYNAMIC],
    ['where they come from', { volumeMode: VolumeMode.DYNAMIC }, VolumeMode.DYNAMIC],
    ['the disks of machines', { volumeMode: VolumeMode.LOCAL }, VolumeMode.LOCAL],
  ])('is where the user says, by %s', (_, overrides, mode) => {
    const plan = planOf({
      products: HDFS,
      architecture: Architecture.AMD64,
      hdfs: PETABYTE,
      overrides: { [Role.DATANODE]: overrides },
    });
    expect(volumeOf(plan, 'cold').mode).toBe(mode);
  });

  test('is not planned on disks that carry less than the copies of a lost DataNode', () => {
    const role = roleIn(amd64, Role.DATANODE);
    const perZone = role.zones[0]?.replicas ?? 0;
    const lostMiB = ((PIB * 1.3 * 3) / role.members.length) * 2 ** 20;
    const each = lostMiB / (perZone - 1) / (4 * 3_600);
    expect(each).toBeLessThan((role.volumes[0]?.disks ?? 0) * 150);
  });
});

describe('a description of cold data', () => {
  test.each([
    ['more than all', { coldFraction: 1.1 }, 'hdfs.coldFraction'],
    ['a path that is none', { coldFraction: 0.5, coldPaths: ['cold'] }, 'hdfs.coldPaths[0]'],
    ['a path with a comma', { coldFraction: 0.5, coldPaths: ['/a,b'] }, 'hdfs.coldPaths[0]'],
    ['no path', { coldFraction: 0.5, coldPaths: [] }, 'hdfs.coldPaths'],
    ['all paths of half of the data', { coldFraction: 0.5, coldPaths: ['/'] }, 'hdfs.coldPaths'],
    ['paths without cold data', { coldPaths: ['/cold'] }, 'hdfs.coldPaths'],
  ])('is refused with %s', (_, hdfs, field) => {
    expect(problemsOf(prod({ products: HDFS, hdfs })).map((problem) => problem.field)).toContain(field);
  });

  test('is refused where HBase would be left without room', () => {
    const hdfs = { usableTiB: 20, coldFraction: 0.6 };
    expect(problemsOf(prod({ hdfs, hbase: { datasetTiB: 10 } }))).toMatchObject([
      { field: 'hdfs.coldFraction', value: '0.6', allowed: expect.stringContaining('at most 0.5') as string },
    ]);
    expect(problemsOf(prod({ hdfs: { coldFraction: 1 } })).map(({ field }) => field)).toEqual([
      'hdfs.coldFraction',
    ]);
  });

  test('is refused with both kinds of data on the disks of the same machines', () => {
    const overrides = { [Role.DATANODE]: { volumeMode: VolumeMode.LOCAL } };
    const hdfs = { usableTiB: 20, coldFraction: 0.5 };
    expect(problemsOf(prod({ products: HDFS, hdfs, overrides })).map(({ field }) => field)).toContain(
      'hdfs.coldFraction',
    );
  });

  test('changes nothing with a share of 0', () => {
    expect(planWith({ usableTiB: 100, coldFraction: 0 })).toEqual(planWith({ usableTiB: 100 }));
  });
});
