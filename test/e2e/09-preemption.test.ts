import { Client, RunningProgram, startClient } from './harness/clients';
import { clientJar } from './harness/java';
import { remarksOf } from './harness/ledger';
import { E2ePlatform, platformReady } from './harness/platform';
import { figures } from './harness/report';
import { Plan, QueuePlan, YarnPlan } from '../../lib/plan/plan';
import { Role } from '../../lib/roles/role';
import { yarnSite } from '../../lib/config/yarn-site';
import { scenario } from './harness/scenario';
import { SMOKE } from './harness/smoke';
import { until } from './harness/wait';

const PROGRAM = 'e2e.YarnLoad';
const START_SECONDS = 180;
/** Seconds beyond the plan's for what the plan does not count: heartbeats, and processes that start. */
const SLACK_SECONDS = 15;

(SMOKE ? describe.skip : describe)('preemption', () => {
  let platform: E2ePlatform;
  const clients: Client[] = [];

  beforeAll(async () => {
    platform = await platformReady();
  }, 1_200_000);

  afterAll(async () => {
    for (const client of clients) await client.delete();
  }, 300_000);

  const application = async (
    name: string,
    queue: string,
    containers: number,
  ): Promise<{ client: Client; program: RunningProgram }> => {
    const client = await startClient(platform, {
      name: `e2e-${name}`,
      image: 'hadoop',
      roleConfigOf: Role.NODEMANAGER,
      jar: await clientJar(),
    });
    clients.push(client);
    const size = [String(yarnOf(platform.plan).minAllocationMiB), '1'];
    return { client, program: client.start(PROGRAM, ['run', queue, String(containers), ...size]) };
  };

  scenario(
    'a production job takes its cores back from a running non-production one in the planned time',
    async () => {
      const yarn = yarnOf(platform.plan);
      const cores = yarn.nodemanagers * yarn.nodeVcores;
      const production = queueThat(yarn, ({ preemptable }) => !preemptable);
      const other = queueThat(yarn, ({ preemptable }) => preemptable);
      const due = Math.floor((cores * production.capacityPercent) / 100);
      const planned = plannedSeconds(platform.plan, due / cores);

      const holder = await application('nonproduction', other.name, cores);
      await holder.program.line(new RegExp(`^e2e I running ${cores} of ${cores} `), START_SECONDS);
      const taker = await application('production', production.name, due);
      await taker.program.line(/^e2e I registered/, START_SECONDS);
      const asked = Date.now();
      await taker.program.line(new RegExp(`^e2e I running ${due} of ${due} `), planned + SLACK_SECONDS + 60);
      const seconds = (Date.now() - asked) / 1_000;

      // Its ApplicationMaster hears of the last one with its next heartbeat.
      const lost = await until(
        `the other job to have lost ${due} containers`,
        () => {
          const found = remarksOf(holder.program.lines).filter((remark) => remark.startsWith('lost'));
          if (found.length < due) throw new Error(`${found.length} so far`);
          return Promise.resolve(found);
        },
        { timeoutSeconds: 30 },
      );
      figures('09 preemption', [
        {
          cores,
          'taken back': due,
          seconds: seconds,
          'planned, s': planned,
          'containers preempted': lost.filter((remark) => remark.endsWith('preempted')).length,
        },
      ]);
      for (const { client, program } of [taker, holder]) {
        await client.exec(['touch', '/tmp/e2e-stop']);
        expect(await program.end(60)).toBe(0);
      }
      expect(lost.filter((remark) => !remark.endsWith('preempted'))).toEqual([]);
      expect({ seconds, allowed: seconds <= planned + SLACK_SECONDS }).toEqual({ seconds, allowed: true });
    },
    { minutes: 15 },
  );
});

function yarnOf(plan: Plan): YarnPlan {
  if (plan.yarn === undefined) throw new Error('the platform has no YARN');
  return plan.yarn;
}

function queueThat({ queues }: YarnPlan, is: (queue: QueuePlan) => boolean): QueuePlan {
  const found = queues.find(is);
  if (found === undefined) throw new Error('the platform has no such queue');
  return found;
}

/**
 * What the settings promise: a round claims a share of the cluster, and the next one claims more when that has had its
 * time to end. A round more than it takes, since the first begins at any moment.
 */
function plannedSeconds(plan: Plan, share: number): number {
  const role = plan.roles.find((of) => of.role === Role.RESOURCEMANAGER);
  if (role === undefined) throw new Error('the platform has no ResourceManager');
  const settings = yarnSite(plan, role);
  const setting = (key: string): number =>
    Number(settings[`yarn.resourcemanager.monitor.capacity.preemption.${key}`]);
  const rounds = Math.ceil(share / setting('total_preemption_per_round'));
  return (
    (rounds * (setting('monitoring_interval') + setting('max_wait_before_kill')) +
      setting('monitoring_interval')) /
    1_000
  );
}
