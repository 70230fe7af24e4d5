/** The node groups of a pool in one generation. */
export interface PoolGeneration {
  /** Name of the pool. */
  readonly name: string;
  readonly generation: number;
}

/** Node groups of a pool and generation, with their zones. */
interface ZonedGeneration extends PoolGeneration {
  readonly zones: readonly { readonly zone: string }[];
}

/** Whether two records describe node groups of the same pool and generation. */
export function isSameGeneration(one: PoolGeneration, other: PoolGeneration): boolean {
  return one.name === other.name && one.generation === other.generation;
}

/** Keys of the zones in which there are node groups of a pool and generation. */
export function zonesOfGeneration(groups: readonly ZonedGeneration[], wanted: PoolGeneration): string[] {
  return groups
    .filter((each) => isSameGeneration(each, wanted))
    .flatMap(({ zones }) => zones.map(({ zone }) => zone));
}
