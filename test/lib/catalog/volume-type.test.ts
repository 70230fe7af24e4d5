import { App, Size, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as fc from 'fast-check';
import {
  VOLUME_LIMITS,
  VolumeType,
  volumeBaselineIops,
  volumeBaselineMiBps,
  volumeLimitWarnings,
  volumeProblems,
  type VolumeSpec,
} from '../../../lib/catalog/volume-type';

const { GP3, IO2, ST1 } = VolumeType;
const FIELDS = { gib: 'figures.dataGiB', iops: 'figures.dataIops', mibps: 'figures.dataMiBps' };

describe('limits of a volume', () => {
  /** @see EC2's CreateVolume: size, IOPS and throughput of each type */
  test.each<[string, VolumeSpec]>([
    ['smallest gp3', { type: GP3, gib: 1 }],
    ['largest gp3', { type: GP3, gib: 65_536, iops: 80_000, mibps: 2_000 }],
    ['gp3 with 500 IOPS/GiB', { type: GP3, gib: 160, iops: 80_000 }],
    ['gp3 with 0.25 MiB/s an IOPS', { type: GP3, gib: 100, iops: 8_000, mibps: 2_000 }],
    ['gp3 with all that the included IOPS carry', { type: GP3, gib: 100, mibps: 750 }],
    ['smallest io2', { type: IO2, gib: 4, iops: 100 }],
    ['largest io2', { type: IO2, gib: 65_536, iops: 256_000 }],
    ['smallest st1', { type: ST1, gib: 125 }],
    ['largest st1', { type: ST1, gib: 16_384 }],
  ])('accept the %s', (_, volume) => {
    expect(volumeProblems(FIELDS, volume)).toEqual([]);
  });

  test.each<[VolumeSpec, keyof typeof FIELDS, string]>([
    [{ type: GP3, gib: 0 }, 'gib', 'a whole number from 1 to 65536 for gp3'],
    [{ type: GP3, gib: 65_537 }, 'gib', 'a whole number from 1 to 65536 for gp3'],
    [{ type: GP3, gib: 10.5 }, 'gib', 'a whole number from 1 to 65536 for gp3'],
    [{ type: GP3, gib: Number.NaN }, 'gib', 'a whole number from 1 to 65536 for gp3'],
    [{ type: GP3, gib: 99, iops: 2_999 }, 'iops', 'a whole number from 3000 to 80000 for gp3'],
    [{ type: GP3, gib: 999, iops: 80_001 }, 'iops', 'a whole number from 3000 to 80000 for gp3'],
    [{ type: GP3, gib: 10, iops: 5_001 }, 'iops', 'at most 5000 for 10 GiB of gp3 (500 IOPS/GiB)'],
    [{ type: GP3, gib: 99, mibps: 124 }, 'mibps', 'a whole number from 125 to 2000 for gp3'],
    [{ type: GP3, gib: 99, iops: 9_000, mibps: 2_001 }, 'mibps', 'a whole number from 125 to 2000 for gp3'],
    [
      { type: GP3, gib: 99, iops: 4_000, mibps: 1_001 },
      'mibps',
      'at most 1000 for 4000 IOPS of gp3 (0.25 MiB/s per IOPS)',
    ],
    [{ type: GP3, gib: 99, mibps: 751 }, 'mibps', 'at most 750 for 3000 IOPS of gp3 (0.25 MiB/s per IOPS)'],
    [{ type: IO2, gib: 3, iops: 100 }, 'gib', 'a whole number from 4 to 65536 for io2'],
    [{ type: IO2, gib: 100 }, 'iops', 'a whole number from 100 to 256000 for io2'],
    [{ type: IO2, gib: 100, iops: 99 }, 'iops', 'a whole number from 100 to 256000 for io2'],
    [{ type: IO2, gib: 100, iops: 50_001 }, 'iops', 'at most 50000 for 100 GiB of io2 (500 IOPS/GiB)'],
    [
      { type: IO2, gib: 100, iops: 1_000, mibps: 200 },
      'mibps',
      'none for io2, whose throughput is not bought',
    ],
    [{ type: ST1, gib: 124 }, 'gib', 'a whole number from 125 to 16384 for st1'],
    [{ type: ST1, gib: 16_385 }, 'gib', 'a whole number from 125 to 16384 for st1'],
    [{ type: ST1, gib: 500, iops: 500 }, 'iops', 'none for st1, whose IOPS are not bought'],
    [{ type: ST1, gib: 500, mibps: 500 }, 'mibps', 'none for st1, whose throughput is not bought'],
  ])('refuse %j for its %s', (volume, member, allowed) => {
    expect(volumeProblems(FIELDS, volume)).toEqual([
      { field: FIELDS[member], value: volume[member], allowed },
    ]);
  });

  test('report every mistake at once', () => {
    expect(
      volumeProblems(FIELDS, { type: GP3, gib: 0, iops: 1, mibps: 1 }).map(({ field }) => field),
    ).toEqual(Object.values(FIELDS));
  });

  test('never accept what ec2.Volume of the CDK would refuse', () => {
    // GIVEN a stack to try each volume in
    const stack = new Stack(new App(), 'Try');
    const EBS_TYPES = {
      [VolumeType.GP3]: ec2.EbsDeviceVolumeType.GP3,
      [VolumeType.IO2]: ec2.EbsDeviceVolumeType.IO2,
      [VolumeType.ST1]: ec2.EbsDeviceVolumeType.ST1,
    };
    const cdkAccepts = ({ type, gib, iops, mibps }: VolumeSpec, id: string): boolean => {
      try {
        new ec2.Volume(stack, id, {
          availabilityZone: 'us-east-1a',
          volumeType: EBS_TYPES[type],
          size: Size.gibibytes(gib),
          iops,
          throughput: mibps,
        });
        return true;
      } catch {
        return false;
      }
    };
    // the values around every limit of every type, which uniform random numbers would hardly ever hit
    const around = (...limits: (number | undefined)[]): fc.Arbitrary<number> =>
      fc.constantFrom(
        ...limits.flatMap((limit) => (limit === undefined ? [] : [limit - 1, limit, limit + 1])),
      );
    const all = Object.values(VOLUME_LIMITS);
    const volumes = fc.record(
      {
        type: fc.constantFrom(GP3, IO2, ST1),
        gib: fc.oneof(
          around(2, 6, 160, ...all.flatMap((l) => [l.minGiB, l.maxGiB])),
          fc.integer({ min: 1, max: 999 }),
        ),
        iops: fc.oneof(
          around(...all.flatMap((l) => [l.minIops, l.maxIops])),
          fc.integer({ min: 100, max: 99_999 }),
        ),
        mibps: fc.oneof(around(125, 750, 2_000), fc.integer({ min: 125, max: 2_000 })),
      },
      { requiredKeys: ['type', 'gib'] },
    );

    // THEN
    let tried = 0;
    let accepted = 0;
    fc.assert(
      fc.property(volumes, (volume) => {
        if (volumeProblems(FIELDS, volume).length > 0) return true;
        accepted++;
        return cdkAccepts(volume, `V${tried++}`);
      }),
      { numRuns: 2_000, seed: 20260720 },
    );
    expect(accepted).toBeGreaterThan(200);
  });
});

describe('what is accepted but disappoints', () => {
  test('st1 below 2 TiB cannot burst to 500 MiB/s', () => {
    expect(volumeLimitWarnings('v', { type: ST1, gib: 1_024 })).toEqual([
      'v.gib is 1024: expected at least 2048 for st1, which sustains 40 MiB/s at this size',
    ]);
  });

  test.each<VolumeSpec>([
    { type: ST1, gib: 2_048 },
    { type: GP3, gib: 1 },
    { type: IO2, gib: 4, iops: 100 },
  ])('%j does not', (volume) => {
    expect(volumeLimitWarnings('v', volume)).toEqual([]);
  });
});

describe('what a volume sustains', () => {
  /** @see https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volume-types.html and hdd-vols.html */
  test.each<[VolumeSpec, number, number]>([
    [{ type: GP3, gib: 500 }, 125, 3_000],
    [{ type: GP3, gib: 500, iops: 6_000, mibps: 500 }, 500, 6_000],
    [{ type: IO2, gib: 500, iops: 1_000 }, 250, 1_000],
    [{ type: IO2, gib: 500, iops: 16_000 }, 4_000, 16_000],
    [{ type: IO2, gib: 500, iops: 64_000 }, 4_000, 64_000],
    [{ type: ST1, gib: 1_024 }, 40, 500],
    // 500 at 12.5 TiB, and no more above
    [{ type: ST1, gib: 12_800 }, 500, 500],
    [{ type: ST1, gib: 16_384 }, 500, 500],
  ])('%j: %d MiB/s, %d IOPS', (volume, mibps, iops) => {
    expect(volumeBaselineMiBps(volume)).toBeCloseTo(mibps, 6);
    expect(volumeBaselineIops(volume)).toBe(iops);
  });
});
