import { Environment } from '../model/environment';
import { resolveEnvironment } from '../model/resolved';
import { YarnDemand } from '../model/targets';
import { FieldChange } from './recommendation';

type Node = Readonly<Record<string, unknown>>;

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Splits a path into its parts: `zookeeper[1].clients` has three. */
function partsOf(field: string): (string | number)[] {
  return field.split('.').flatMap((part) => {
    const [, name = part, index] = /^(.*)\[(\d+)\]$/.exec(part) ?? [];
    return index === undefined ? [name] : [name, Number(index)];
  });
}

function replaced(value: unknown, [part, ...rest]: readonly (string | number)[], number: number): unknown {
  if (part === undefined) return number;
  if (typeof part === 'number') {
    const list: readonly unknown[] = Array.isArray(value) ? (value as readonly unknown[]) : [];
    return list.map((item, index) => (index === part ? replaced(item, rest, number) : item));
  }
  const node = isNode(value) ? value : {};
  return { ...node, [part]: replaced(node[part], rest, number) };
}

/**
 * The description with explicit values for defaults that a change would shift: a default ensemble becomes explicit,
 * so that it can be changed, and the guarantees of one class of jobs no longer follow the other class.
 */
function withDefaults(environment: Environment, changes: readonly FieldChange[]): Environment {
  const touches = (start: string): boolean => changes.some(({ field }) => field.startsWith(start));
  const { yarn } = resolveEnvironment(environment);
  const { zookeeper = [{ name: DEFAULT_ENSEMBLE }], yarn: own } = environment;
  return {
    ...environment,
    ...(touches('zookeeper[') ? { zookeeper } : {}),
    ...(touches('yarn.') && yarn !== undefined
      ? {
          yarn: {
            ...own,
            production: own?.production ?? guaranteed(yarn.production),
            nonProduction: own?.nonProduction ?? guaranteed(yarn.nonProduction),
          },
        }
      : {}),
  };
}

function guaranteed({ guaranteedVcores, guaranteedMemoryGiB }: YarnDemand): YarnDemand {
  return { guaranteedVcores, guaranteedMemoryGiB };
}

/** The default ensemble of a description without ensembles. */
const DEFAULT_ENSEMBLE = 'main';

/**
 * A copy of the description with changed numbers, for the planner. The original does not change. Missing objects on
 * the path to a field are created.
 */
export function withChanges(environment: Environment, changes: readonly FieldChange[]): Environment {
  return changes.reduce<unknown>(
    (description, { field, proposed }) => replaced(description, partsOf(field), proposed),
    withDefaults(environment, changes),
  ) as Environment;
}
