/**
 * Version of the plan, fleet and diff documents. It changes when a field is removed or renamed, or changes its
 * meaning or unit. New fields do not change it, so readers must ignore unknown fields.
 */
export const SCHEMA_VERSION = 1;
