import { PlanDiff, PoolAction, VolumeAction } from '../../../lib/diff/plan-diff';
import { VolumeMode } from '../../../lib/model/overrides';

/** Effects of a role that are about its StatefulSets, and what `realEffects` calls them. */
const OF_PODS: Readonly<Record<string, string>> = {
  'pods/added': 'pods added',
  'pods/removed': 'pods removed',
  'pods/template': 'restart',
  'volumes/claim-templates': 'claim templates',
};

const OF_POOLS: Readonly<Partial<Record<PoolAction, string>>> = {
  [PoolAction.MOVED]: 'nodes added',
  [PoolAction.REPLACED]: 'nodes replaced',
  [PoolAction.ROLLED]: 'nodes rolled',
};

const OF_VOLUMES: Readonly<Partial<Record<VolumeAction, string>>> = {
  [VolumeAction.GROWN]: 'volumes grow',
  [VolumeAction.SHRUNK]: 'volumes shrink',
  [VolumeAction.MODIFIED]: 'volumes modified',
};

const OF_PLATFORM: Readonly<Record<string, string>> = {
  'platform/kubernetes': 'another Kubernetes',
  'platform/nodes': 'nodes upgraded',
  'platform/subnets': 'another network',
  'platform/products-removed': 'stacks are left',
};

/** Effects on node groups of an earlier generation, whose pool is in the message. */
const OF_OLD_GROUPS: Readonly<Record<string, string>> = {
  'platform/retired-nodes': 'nodes removed',
  'platform/retiring-nodes': 'nodes rolled',
};

/** What a difference of plans says, in the words of `realEffects`. */
export function namedEffects({ roles, pools, volumes, effects }: PlanDiff): string[] {
  const ofPods = roles.flatMap(({ group, effects: found }) =>
    found.flatMap(({ code, zones }) => {
      const name = OF_PODS[code];
      return name === undefined ? [] : zones.map((zone) => `${name} ${group}-${zone}`);
    }),
  );
  const ofPools = pools.flatMap(({ name, action, zones, zonesAdded, zonesRemoved }) => {
    const text = OF_POOLS[action];
    return [
      ...(text === undefined ? [] : zones.map((zone) => `${text} ${name}-${zone}`)),
      ...zonesAdded.map((zone) => `nodes added ${name}-${zone}`),
      ...zonesRemoved.map((zone) => `nodes removed ${name}-${zone}`),
    ];
  });
  const ofVolumes = volumes
    .filter(({ before, after }) => before?.mode === VolumeMode.STATIC && after?.mode === VolumeMode.STATIC)
    .flatMap(({ group, name, action }) => {
      const text = OF_VOLUMES[action];
      return text === undefined ? [] : [`${text}: ${name} of ${group}`];
    });
  // What comes from another place is another volume, which has an id if the data stack makes it.
  const made = volumes
    .filter(({ action, after }) => action === VolumeAction.REPLACED && after?.mode === VolumeMode.STATIC)
    .map(({ group }) => group);
  const rebound = roles.flatMap(({ group, effects: found }) =>
    found
      .filter(
        ({ code }) => code === 'volumes/existing' || (code === 'volumes/replaced' && made.includes(group)),
      )
      .flatMap(({ zones }) => zones.map((zone) => `another volume: ${group}-${zone}`)),
  );
  const ofPlatform = effects.flatMap(({ code }) => OF_PLATFORM[code] ?? []);
  const ofOldGroups = effects.flatMap(({ code, message, zones }) => {
    const text = OF_OLD_GROUPS[code];
    const pool = /generation \d+ of pool ([\w-]+)/.exec(message)?.[1] ?? '?';
    return text === undefined ? [] : zones.map((zone) => `${text} ${pool}-${zone}`);
  });
  return [...ofPods, ...ofPools, ...ofOldGroups, ...ofVolumes, ...rebound, ...ofPlatform].sort();
}
