import { ImportedEnsemble, ImportedHdfs } from '../lib/model/environment';
import { PORTS } from '../lib/roles/ports';

/** Values that `Stack.availabilityZones` returns until the zones are looked up. */
const PENDING_ZONE = /^dummy\d/;

/** Value that `StringParameter.valueFromLookup` returns until the parameter is looked up. */
const PENDING_PARAMETER = 'dummy-value-for-';

/** Whether a zone name is a placeholder of the CDK for a pending lookup. */
export function isPendingZone(name: string): boolean {
  return PENDING_ZONE.test(name);
}

/** The addresses of an ensemble, with dummy values for pending lookups. */
export function withoutPendingServers(ensemble: ImportedEnsemble): ImportedEnsemble {
  return { ...ensemble, connectString: known(ensemble.connectString, `pending:${PORTS.zookeeperClient}`) };
}

/** The addresses of an HDFS namespace, with dummy values for pending lookups. */
export function withoutPendingNamenodes({ nameservice, namenodeAddresses }: ImportedHdfs): ImportedHdfs {
  return {
    nameservice: known(nameservice, 'pending'),
    namenodeAddresses: Object.fromEntries(
      Object.entries(namenodeAddresses).map(([id, address]) => [
        id,
        known(address, `pending-${id}:${PORTS.namenodeRpc}`),
      ]),
    ),
  };
}

function known(text: string, madeUp: string): string {
  return text.startsWith(PENDING_PARAMETER) ? madeUp : text;
}
