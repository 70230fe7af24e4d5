import { InputKind, Plan } from '../plan/plan';
import { percentText, quantityText } from '../text/number';

/** A target of the description, as displayed. */
export interface TargetLine {
  /** Field relative to its group: `production.peakVcores`. */
  readonly name: string;
  /** Its value with unit: `120 TiB`. */
  readonly text: string;
}

/** The targets of a product, or of an ensemble. */
export interface TargetGroup {
  /** Field of the description with the targets: `hdfs`, `zookeeper[0]`. Empty for targets of the whole platform. */
  readonly field: string;
  /** Name of the ensemble, if any. */
  readonly ensemble?: string;
  readonly targets: readonly TargetLine[];
}

/**
 * Every target that a figure follows from, including defaults. Targets of the platform come first, then ensembles,
 * then products in the order of the roles.
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
