import { targetsOfEnsemble } from '../model/resolved';
import { Role } from '../roles/role';
import { pluralText } from '../text/number';
import { ASSUMPTION } from '../draft/figure-sheet';
import { EnsemblePlan, RolePlan } from '../plan/plan';
import { FigureList, planned, ruled, target } from './figure-list';
import { left, lost } from './loss';
import { addStall, percent, quorumVerdict, standingOf } from './standing';
import { zooKeeperStall } from './stalls';
import { quorumMargin } from './structure';
import { Standing, Topic, Verdict } from './what-if-report';
import { DegradedPlatform } from './degraded-platform';

const ADMIN_GUIDE = 'https://zookeeper.apache.org/doc/r3.9.4/zookeeperAdmin.html';
/** MiB/s at which a server fetches the tree: half of the included gp3 throughput, as in the planner. */
const TRANSFER_MIBPS = 62.5;

/** The ensembles after a loss. */
export function zooKeeperPart(platform: DegradedPlatform, figures: FigureList): Verdict[] {
  const { plan } = platform;
  return plan.ensembles.flatMap((ensemble): Verdict[] => {
    const participants = plan.roles.find(
      ({ role, ensemble: owner }) => role === Role.ZOOKEEPER && owner === ensemble.name,
    );
    const observers = plan.roles.find(
      ({ role, ensemble: owner }) => role === Role.ZOOKEEPER_OBSERVER && owner === ensemble.name,
    );
    if (participants === undefined) return [];
    return [
      quorumVerdict(participants, platform.loss, figures),
      clientsVerdict(platform, figures, ensemble, participants, observers ?? participants),
    ];
  });
}

/** Whether the remaining servers accept all clients. */
function clientsVerdict(
  platform: DegradedPlatform,
  figures: FigureList,
  ensemble: EnsemblePlan,
  participants: RolePlan,
  serving: RolePlan,
): Verdict {
  const { loss, plan, environment } = platform;
  const { group } = serving;
  const clients = targetsOfEnsemble(environment, ensemble.name)?.clients ?? 0;
  const servers = left(loss, serving);
  const subject = { subject: group, promise: 'clients' };
  const down = lost(loss, participants) + (serving === participants ? 0 : lost(loss, serving));
  if (down > 0 && servers > 0 && quorumMargin(participants, loss) >= 0) {
    resync(platform, figures, ensemble, participants);
    addStall(figures, participants.group, 'longestWait', zooKeeperStall(plan, participants, loss));
  }
  if (servers === 0) {
    return { ...subject, standing: Standing.FAILS, message: 'no server remains for clients' };
  }
  const use = figures.add(
    Topic.SURVIVORS,
    group,
    'connections',
    (100 * clients) / servers / ensemble.maxCnxns,
    {
      unit: '%',
      formula: 'clients / remaining servers / maxCnxns',
      source: `${ADMIN_GUIDE} maxCnxns`,
      inputs: [
        target(`zookeeper.${ensemble.name}.clients`, clients, 'clients'),
        planned('remaining servers', servers, 'servers'),
        planned(`${ensemble.name}.maxCnxns`, ensemble.maxCnxns, 'connections'),
      ],
      most: 100,
    },
  );
  return {
    ...subject,
    // The limit is a throttle with a margin of factor two: clients below it are served.
    standing: standingOf(use) === Standing.FAILS ? Standing.FAILS : Standing.HOLDS,
    message: `${pluralText(servers, 'server accepts', 'servers accept')} ${pluralText(clients, 'client')}: ${percent(use)} of their connections`,
  };
}

/** Time until a returning member is in sync. */
function resync(
  { environment }: DegradedPlatform,
  figures: FigureList,
  ensemble: EnsemblePlan,
  { group }: RolePlan,
): void {
  const tree = targetsOfEnsemble(environment, ensemble.name)?.dataTreeMiB ?? 0;
  const inputs = [target(`zookeeper.${ensemble.name}.dataTreeMiB`, tree, 'MiB')];
  figures.add(Topic.RECOVERY, group, 'secondsToResync', (2 * tree) / TRANSFER_MIBPS, {
    unit: 's',
    formula:
      '2 x data tree / transfer rate, after a returning server runs again: it fetches the tree, and writes it to disk',
    source: `${ADMIN_GUIDE} initLimit; ${ASSUMPTION}`,
    inputs: [...inputs, ruled('half of the throughput of the volume', TRANSFER_MIBPS, 'MiB/s')],
    most: (ensemble.initLimit * ensemble.tickTimeMs) / 1000,
  });
}
