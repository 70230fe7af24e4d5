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
  return ensembles.map((of) => ({
    ...(stated.find(({ name }) => name === of.name) ?? { name: of.name }),
    clients: Math.ceil(of.clients * factor),
    znodes: Math.ceil(of.znodes * factor),
    dataTreeMiB: Math.ceil(of.dataTreeMiB * factor),
    watches: Math.ceil(of.watches * factor),
    writesPerSecond: of.writesPerSecond * factor,
  }));
}

function hdfs(environment: Environment, resolved: ResolvedEnvironment, factor: number): HdfsTargets {
  const of = resolved.hdfs;
  if (of === undefined) return {};
  return {
    ...environment.hdfs,
    usableTiB: of.usableTiB * factor,
    filesMillions: of.filesMillions * factor,
    readMiBps: of.readMiBps * factor,
    writeMiBps: of.writeMiBps * factor,
  };
}

function hbase(environment: Environment, resolved: ResolvedEnvironment, factor: number): HBaseTargets {
  const of = resolved.hbase;
  if (of === undefined) return {};
  return {
    ...environment.hbase,
    datasetTiB: of.datasetTiB * factor,
    readsPerSecond: of.readsPerSecond * factor,
    writesPerSecond: of.writesPerSecond * factor,
    scansPerSecond: of.scansPerSecond * factor,
  };
}

function yarn(environment: Environment, resolved: ResolvedEnvironment, factor: number): YarnTargets {
  const of = resolved.yarn;
  if (of === undefined) return {};
  return {
    ...environment.yarn,
    production: demand(of.production, factor),
    nonProduction: demand(of.nonProduction, factor),
  };
}

function demand(of: ResolvedDemand, factor: number): YarnDemand {
  return {
    guaranteedVcores: of.guaranteedVcores * factor,
    guaranteedMemoryGiB: of.guaranteedMemoryGiB * factor,
    peakVcores: of.peakVcores * factor,
    peakMemoryGiB: of.peakMemoryGiB * factor,
  };
}
