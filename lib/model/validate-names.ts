import { zoneKey } from '../network/zone';
import { isToken, Problems } from './description-error';
import { Environment } from './environment';
import { PRODUCT_FACTS } from '../roles/product-facts';
import { Product } from '../roles/role';
import { resolveProducts } from './resolved';

/** Maximum length of an environment name, which is part of stack names. */
const MAX_NAME = 40;
/**
 * Maximum length of an ensemble name. The pod and host name `zookeeper-observer-<name>-<zone>-<ordinal>`, plus the
 * 10-character hash in a StatefulSet label, must fit into the 63 characters of a DNS label.
 */
export const MAX_ENSEMBLE_NAME = 24;

/**
 * `zookeeper-observer-<name>` names the observers of an ensemble, `zookeeper-<name>-client` its Service, and
 * `zookeeper-<name>-client-<zone>` the Services of its zones.
 */
const RESERVED_ENSEMBLE_NAME = /^observer(-|$)|(^|-)client$/;

/** A resource can have 50 tags. The package uses up to six of them. */
const MAX_TAGS = 44;

/** Whether Kubernetes reserves a namespace. Labels and policies of the platform would break the workloads in it. */
export function isReservedNamespace(namespace: string): boolean {
  return namespace === 'default' || namespace.startsWith('kube-');
}

/** Checks a DNS label (RFC 1123) with a maximum length. */
export function checkLabel(field: string, value: string, max: number, problems: Problems): boolean {
  if (typeof value === 'string' && value.length <= max && /^[a-z]([a-z0-9-]*[a-z0-9])?$/.test(value)) {
    return true;
  }
  problems.add(
    field,
    value,
    `a DNS label: 1 to ${max} of a-z, 0-9 and '-', starting with a letter, not ending with '-'`,
  );
  return false;
}

/** A duplicate name is a problem of its second owner. */
export function checkUnique(
  field: (position: number) => string,
  names: readonly string[],
  problems: Problems,
): void {
  names.forEach((name, position) => {
    if (names.indexOf(name) < position)
      problems.add(
        field(position),
        name,
        `a unique name; it is a duplicate of ${field(names.indexOf(name))}`,
      );
  });
}

export function validateNames(environment: Environment, problems: Problems): void {
  checkLabel('name', environment.name, MAX_NAME, problems);
  if (environment.namespace !== undefined) {
    checkLabel('namespace', environment.namespace, 63, problems);
    if (isReservedNamespace(environment.namespace)) {
      problems.add('namespace', environment.namespace, "a dedicated namespace, not 'default' or 'kube-...'");
    }
  }
  if (
    environment.clusterDomain !== undefined &&
    !/^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(environment.clusterDomain)
  ) {
    problems.add('clusterDomain', environment.clusterDomain, 'a DNS domain such as cluster.local');
  }
  if (environment.account !== undefined && !/^\d{12}$/.test(environment.account)) {
    problems.add('account', environment.account, 'an AWS account ID of 12 digits');
  }
  validateEnsembleNames(environment, problems);
  validateTags(environment, problems);
}

function validateEnsembleNames(environment: Environment, problems: Problems): void {
  const ensembles = environment.zookeeper ?? [];
  ensembles.forEach(({ name, tenants }, position) => {
    const field = `zookeeper[${position}]`;
    checkLabel(`${field}.name`, name, MAX_ENSEMBLE_NAME, problems);
    if (RESERVED_ENSEMBLE_NAME.test(name)) {
      problems.add(
        `${field}.name`,
        name,
        "a name that does not start with 'observer' or end with 'client': parts of an ensemble use these names",
      );
    }
    const names = (tenants ?? []).map((tenant) => tenant.name);
    names.forEach((tenant, index) => checkLabel(`${field}.tenants[${index}].name`, tenant, 63, problems));
    const ofAnother = ensembles.find((other) => isZoneServiceOf(other.name, name, environment.zones));
    if (ofAnother !== undefined) {
      problems.add(
        `${field}.name`,
        name,
        `a name that is not '${ofAnother.name}-client-' and a zone: Services of that ensemble use these names`,
      );
    }
    checkUnique((index) => `${field}.tenants[${index}].name`, names, problems);
  });
  checkUnique(
    (position) => `zookeeper[${position}].name`,
    ensembles.map(({ name }) => name),
    problems,
  );
}

/** Whether the Service of an ensemble has the same name as the Service of another ensemble's clients in a zone. */
function isZoneServiceOf(ensemble: string, name: string, zones: readonly string[]): boolean {
  return zones.some((zone) => name === `${ensemble}-client-${zoneKey(zone)}`);
}

function validateTags(environment: Environment, problems: Problems): void {
  const tags = Object.entries(environment.tags ?? {});
  if (tags.length > MAX_TAGS) {
    problems.add(
      'tags',
      `${tags.length} tags`,
      `at most ${MAX_TAGS}: a resource can have 50, including the tags of the package`,
    );
  }
  for (const [key, value] of tags) {
    if (/\p{Cc}/u.test(key)) problems.add('tags', key, 'keys without control characters');
    if (/\p{Cc}/u.test(value)) problems.add(`tags.${key}`, value, 'a value without control characters');
    if (key.length < 1 || key.length > 128 || key.toLowerCase().startsWith('aws:')) {
      problems.add('tags', key, "keys of 1 to 128 characters that do not start with 'aws:'");
    }
    if (value.length > 256) problems.add(`tags.${key}`, value, 'at most 256 characters');
  }
}

/** A product needs its dependencies, either in the description or imported. */
export function validateProducts(environment: Environment, problems: Problems): void {
  const products = resolveProducts(environment);
  if (products.length === 0) problems.add('products', [], Object.values(Product).join(', '));
  const ensemble = products.includes(Product.ZOOKEEPER) || environment.importedEnsemble !== undefined;
  const hdfs = products.includes(Product.HDFS) || environment.importedHdfs !== undefined;
  for (const product of products) {
    const { needs } = PRODUCT_FACTS[product];
    if (needs.includes(Product.ZOOKEEPER) && !ensemble) {
      problems.add('products', products, `${product} together with zookeeper or an importedEnsemble`);
    }
    if (!needs.includes(Product.HDFS) || hdfs) continue;
    if (product !== Product.YARN) {
      problems.add('products', products, `${product} together with hdfs or an importedHdfs`);
    } else if (environment.yarn?.fileSystem === undefined) {
      problems.add('products', products, `${product} together with hdfs, an importedHdfs or yarn.fileSystem`);
    }
  }
  if (products.includes(Product.ZOOKEEPER) && environment.zookeeper?.length === 0) {
    problems.add('zookeeper', [], 'at least one ensemble');
  }
  // The field with the targets of a product has its name.
  for (const product of Object.values(Product)) {
    const targets = environment[product];
    if (targets !== undefined && !products.includes(product)) {
      problems.add(
        product,
        targets,
        `no value: ${product} is not one of the products: ${products.join(', ')}`,
      );
    }
  }
  validateImports(environment, problems);
}

/** Whether a text is `host:port`. Tokens are not allowed: files are named by their content, which must be known. */
function isAddress(text: string): boolean {
  const [, port] = /^[a-zA-Z0-9.-]+:(\d{1,5})$/.exec(text) ?? [];
  return !isToken(text) && port !== undefined && Number(port) >= 1 && Number(port) <= 65_535;
}

const PORT_RANGE = 'with a port from 1 to 65535';

function validateImports({ importedEnsemble, importedHdfs }: Environment, problems: Problems): void {
  if (importedEnsemble !== undefined) {
    const { connectString } = importedEnsemble;
    const hosts = connectString.replace(/\/.*$/, '').split(',');
    if (isToken(connectString) || !hosts.every(isAddress)) {
      problems.add(
        'importedEnsemble.connectString',
        connectString,
        `host:port,host:port, each ${PORT_RANGE}, known at synthesis`,
      );
    }
  }
  if (importedHdfs !== undefined) {
    checkLabel('importedHdfs.nameservice', importedHdfs.nameservice, 63, problems);
    const entries = Object.entries(importedHdfs.namenodeAddresses);
    if (entries.length === 0)
      problems.add('importedHdfs.namenodeAddresses', {}, 'at least one id with host:port');
    for (const [id, address] of entries) {
      if (!isAddress(address)) {
        problems.add(
          `importedHdfs.namenodeAddresses.${id}`,
          address,
          `host:port ${PORT_RANGE}, known at synthesis`,
        );
      }
    }
  }
}
