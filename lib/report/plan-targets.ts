import { InputKind, Plan } from '../plan/plan';
import { percentText, quantityText } from '../text/number';

/** A target of the description, as it is shown. */
export interface TargetLine {
  /** Field below that of its group: `production.peakVcores`. */
  readonly name: string;
  /** Its value with unit: `120 TiB`. */
  readonly text: string;
}

/** The targets of a product, or of an ensemble. */
export interface TargetGroup {
  /** Field of the description that has them: `hdfs`, `zookeeper[0]`; empty for those of the whole platform. */
  readonly field: string;
  /** Name of the ensemble that they are for. */
  readonly ensemble?: string;
  readonly targets: readonly TargetLine[];
}

/**
 * What the plan is made for: every target that a figure follows from, with the defaults of those that the description
 * leaves out. Those of the platform come first, then the ensembles, and the products in the order of the plan's roles.
 */
export function targetGroups({ roles, ensembles }: Plan): TargetGroup[] {
  const texts = new Map<string, string>();
  for (const { name, value, unit, kind } of roles.flatMap(({ figures }) =>
    Object.values(figures).flatMap(({ inputs }) => inputs),
  )) {
    if (kind === InputKind.TARGET)
      texts.set(name, unit === 'share' ? percentText(value, 1) : quantityText(value, unit));
  }
  const groups = new Map<string, TargetLine[]>([['', []]]);
  for (const [path, text] of texts) {
    const dot = path.indexOf('.');
    const field = dot < 0 ? '' : path.slice(0, dot);
    groups.set(field, [...(groups.get(field) ?? []), { name: path.slice(dot + 1), text }]);
  }
  return [...groups]
    .filter(([, targets]) => targets.length > 0)
    .map(([field, targets]) => {
      const ensemble = ensembles[Number(/^zookeeper\[(\d+)\]$/.exec(field)?.[1])]?.name;
      return { field, ensemble, targets };
    });
}
