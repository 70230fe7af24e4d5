/**
 * Version of the documents of plans, fleets and differences. It changes when a field is removed, renamed, or changes its meaning or unit; new
 * fields do not change it, so readers ignore those that they do not know.
 */
export const SCHEMA_VERSION = 1;
