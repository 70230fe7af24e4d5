/** Why the templates name zones. */
export const ZONE_NAMES = {
  id: 'CloudFormation-Validate::W3010',
  reason: 'a platform is described by the names of its zones: volumes, nodes and racks must agree on them',
};
