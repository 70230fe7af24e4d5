/**
 * Security properties of the JVM: how long it caches DNS answers, in seconds. A pod gets a new address when it
 * restarts, so an answer must not outlive the pod. A name that does not resolve belongs to a pod that is starting. Such
 * failures are cached all the same: a ZooKeeper server looks up each server that it connects to four times in a row,
 * and each lookup blocks if the DNS server went down with its zone (`QuorumPeer.recreateSocketAddresses`).
 * @see https://docs.oracle.com/en/java/javase/17/core/java-networking.html
 */
export function securityProperties(): Record<string, string> {
  return { 'networkaddress.cache.ttl': '10', 'networkaddress.cache.negative.ttl': '1' };
}
