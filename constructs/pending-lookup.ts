import { ImportedEnsemble, ImportedHdfs } from '../lib/model/environment';
import { PORTS } from '../lib/roles/ports';

/** What `Stack.availabilityZones` returns until the zones are looked up. */
const PENDING_ZONE = /^dummy\d/;

/** What `StringParameter.valueFromLookup` returns until the parameter is looked up. */
const PENDING_PARAMETER = 'dummy-value-for-';

/** True for the name of a zone that the CDK stands in for one that it has yet to look up. */
export function isPendingZone(name: string): boolean {
  return PENDING_ZONE.test(name);
}

/** The addresses of an ensemble with made-up ones in place of those that the CDK has yet to look up. */
export function withoutPendingServers(ensemble: ImportedEnsemble): ImportedEnsemble {
  return { ...ensemble, connectString: known(ensemble.connectString, `pending:${PORTS.zookeeperClient}`) };
}

/** The addresses of an HDFS with made-up ones in place of those that the CDK has yet to look up. */
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
