import { Environment } from '../model/environment';
import { resolveEnvironment, ResolvedDemand, ResolvedEnvironment } from '../model/resolved';
import { Product } from '../roles/role';
import { HBaseTargets, HdfsTargets, YarnDemand, YarnTargets, ZooKeeperTargets } from '../model/targets';
import { Growth, ScenarioError } from './scenario';

/**
 * Multiplies the targets of a description: sizes, rates, clients and demand, including defaults. Shares, the size of
 * a row or a container, and times do not change. With a product, only its targets grow, and derived defaults of other
 * products follow: HDFS without a given size follows the HBase dataset.
 */
export function grownEnvironment(environment: Environment, growth: readonly Growth[]): Environment {
  return growth.reduce((grown, { product, factor }) => {
    const resolved = resolveEnvironment(grown);
    const products = product === undefined ? resolved.products : [product];
    const missing = products.find((wanted) => !resolved.products.includes(wanted));
    if (missing !== undefined) {
      throw new ScenarioError(
        `--grow ${missing}: not a product of ${environment.name}; expected one of ${resolved.products.join(', ')}`,
      );
    }
    // All follow from the description as it was before any of them grew.
    return products.reduce<Environment>(
      (targets, grew) => ({ ...targets, [grew]: GROW[grew](grown, resolved, factor) }),
      grown,
    );
  }, environment);
}

/** The targets of a product, multiplied. A product has the name of their field. */
type Grow<P extends Product> = (
  environment: Environment,
  resolved: ResolvedEnvironment,
  factor: number,
) => Required<Environment>[P];

const GROW: { readonly [P in Product]: Grow<P> } = {
  [Product.ZOOKEEPER]: zookeeper,
  [Product.HDFS]: hdfs,
  [Product.YARN]: yarn,
  [Product.HBASE]: hbase,
};

function zookeeper(
  environment: Environment,
  { ensembles }: ResolvedEnvironment,
  factor: number,
): ZooKeeperTargets[] {
  const stated = environment.zookeeper ?? [];
  return ensembles.map((ensemble) => ({
    ...(stated.find(({ name }) => name === ensemble.name) ?? { name: ensemble.name }),
    clients: Math.ceil(ensemble.clients * factor),
    znodes: Math.ceil(ensemble.znodes * factor),
    dataTreeMiB: Math.ceil(ensemble.dataTreeMiB * factor),
    watches: Math.ceil(ensemble.watches * factor),
    writesPerSecond: ensemble.writesPerSecond * factor,
  }));
}

function hdfs(environment: Environment, resolved: ResolvedEnvironment, factor: number): HdfsTargets {
  const targets = resolved.hdfs;
  if (targets === undefined) return {};
  return {
    ...environment.hdfs,
    usableTiB: targets.usableTiB * factor,
    filesMillions: targets.filesMillions * factor,
    readMiBps: targets.readMiBps * factor,
    writeMiBps: targets.writeMiBps * factor,
  };
}

function hbase(environment: Environment, resolved: ResolvedEnvironment, factor: number): HBaseTargets {
  const targets = resolved.hbase;
  if (targets === undefined) return {};
  return {
    ...environment.hbase,
    datasetTiB: targets.datasetTiB * factor,
    readsPerSecond: targets.readsPerSecond * factor,
    writesPerSecond: targets.writesPerSecond * factor,
    scansPerSecond: targets.scansPerSecond * factor,
  };
}

function yarn(environment: Environment, resolved: ResolvedEnvironment, factor: number): YarnTargets {
  const targets = resolved.yarn;
  if (targets === undefined) return {};
  return {
    ...environment.yarn,
    production: demand(targets.production, factor),
    nonProduction: demand(targets.nonProduction, factor),
  };
}

function demand(given: ResolvedDemand, factor: number): YarnDemand {
  return {
    guaranteedVcores: given.guaranteedVcores * factor,
    guaranteedMemoryGiB: given.guaranteedMemoryGiB * factor,
    peakVcores: given.peakVcores * factor,
    peakMemoryGiB: given.peakMemoryGiB * factor,
  };
}
