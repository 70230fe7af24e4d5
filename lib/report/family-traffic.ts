import { Plan } from '../plan/plan';
import { PlacementTraffic, TrafficFlow } from '../plan/traffic-plan';
import { familyLabels } from './role-families';

/**
 * The traffic with each block placement. Flows of the same data are added up for the roles of a family, with their
 * average crossings per byte.
 */
export function familyPlacements(plan: Plan, unfolded = false): PlacementTraffic[] {
  const labelOf = familyLabels(plan, unfolded);
  return (plan.traffic?.placements ?? []).map((placement) => {
    const merged = new Map<string, TrafficFlow>();
    for (const flow of placement.flows) {
      const subject = labelOf(flow.subject);
      const key = `${subject}/${flow.name}`;
      const before = merged.get(key);
      const gbPerMonth = flow.gbPerMonth + (before?.gbPerMonth ?? 0);
      const crossZoneGbPerMonth = flow.crossZoneGbPerMonth + (before?.crossZoneGbPerMonth ?? 0);
      const crossings = before === undefined ? flow.crossings : crossZoneGbPerMonth / gbPerMonth;
      merged.set(key, { ...flow, subject, gbPerMonth, crossZoneGbPerMonth, crossings });
    }
    return { ...placement, flows: [...merged.values()] };
  });
}
