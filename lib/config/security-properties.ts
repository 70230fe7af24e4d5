/**
 * Security properties of the JVM: how long it remembers names, in seconds. A pod comes back with another address, so an
 * answer must not outlive it; an unknown name is that of a pod that starts right now. It is remembered all the same: a
 * ZooKeeper server asks four times in a row for the name of each server that it connects to, and waits each time if the
 * name server is gone with its zone (`QuorumPeer.recreateSocketAddresses`).
 * @see https://docs.oracle.com/en/java/javase/17/core/java-networking.html
 */
export function securityProperties(): Record<string, string> {
  return { 'networkaddress.cache.ttl': '10', 'networkaddress.cache.negative.ttl': '1' };
}
