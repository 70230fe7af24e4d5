import { LABELS } from '../../lib/topology/names';

/** Value of the labels that identify objects of this package. */
export const PACKAGE = 'cdk-hadoop';

/** Label selector for objects of this package. */
export const PLATFORM_SELECTOR = `labelSelector=${encodeURIComponent(`${LABELS.partOf}=${PACKAGE}`)}`;
