import { Environment, Tier } from '../../lib/model/environment';

/**
 * The same platform on any Kubernetes whose nodes carry the label `topology.kubernetes.io/zone` with these values.
 * The pod ranges of each zone match the cluster. HDFS derives the zone of an address from them.
 */
export const local: Environment = {
  name: 'local',
  tier: Tier.LOCAL,
  zones: ['local-1a', 'local-1b', 'local-1c'],
  network: {
    podCidrs: {
      'local-1a': ['198.18.16.0/20'],
      'local-1b': ['198.18.32.0/20'],
      'local-1c': ['198.18.48.0/20'],
    },
  },
};
