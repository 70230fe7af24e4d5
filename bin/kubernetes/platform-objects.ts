import { LABELS } from '../../lib/topology/names';

/** Value of the labels that tell which objects are this package's. */
export const PACKAGE = 'cdk-hadoop';

/** Query of a list that leaves out the objects of others. */
export const PLATFORM_SELECTOR = `labelSelector=${encodeURIComponent(`${LABELS.partOf}=${PACKAGE}`)}`;
