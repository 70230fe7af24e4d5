/**
 * Security properties of the JVM: how long it remembers names. A pod comes back with another address, so an answer
 * must not outlive it; an unknown name is that of a pod that starts right now.
 * @see https://docs.oracle.com/en/java/javase/17/core/java-networking.html
 */
export function securityProperties(): Record<string, string> {
  return { 'networkaddress.cache.ttl': '10', 'networkaddress.cache.negative.ttl': '0' };
}
