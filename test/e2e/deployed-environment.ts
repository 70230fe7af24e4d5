import { Architecture } from '../../lib/catalog/instance-type';
import { Environment, Tier } from '../../lib/model/environment';

/** The account that the emulator of AWS takes any stack for. */
export const ACCOUNT = '000000000000';
export const REGION = 'us-east-1';

/**
 * What the CDK deploys into the test bed's cloud: every role there is, on next to nothing, on machines of the test
 * bed's architecture. Its pods have the addresses of the test bed's zones, which tell HDFS where they are.
 *
 * @param imagesDirectory build contexts with the archives of the releases, which cannot be downloaded everywhere
 * @param baseImage what the test bed's builder has to build on
 */
export function deployedEnvironment(imagesDirectory: string, baseImage: string): Environment {
  return {
    name: 'e2e',
    tier: Tier.DEV,
    account: ACCOUNT,
    region: REGION,
    zones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
    architecture: Architecture.AMD64,
    // So many that observers serve them.
    zookeeper: [{ name: 'main', clients: 1_500 }],
    network: {
      vpcCidr: '10.20.0.0/16',
      podCidrs: {
        'us-east-1a': ['198.18.16.0/20'],
        'us-east-1b': ['198.18.32.0/20'],
        'us-east-1c': ['198.18.48.0/20'],
      },
    },
    images: { directory: imagesDirectory, baseImage },
  };
}
