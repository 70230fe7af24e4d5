import { k8s } from 'cdk8s-plus-27';

/**
 * DNS options of pods. Host names have four or more dots. With the default `ndots` of 5, the resolver would try every
 * search domain before the name itself.
 *
 * After the loss of a zone, the resolver still queries the lost name server until its node is marked as lost, 20 to
 * 40 s. With the default of two attempts of 5 s per name, healthy processes would lose their sessions in that time. All
 * attempts of a search use one socket and therefore one server, so one attempt is enough. `ROOT_AS_SEARCH_DOMAIN` makes
 * glibc retry from another socket.
 * @see https://man7.org/linux/man-pages/man5/resolv.conf.5.html
 */
export const POD_DNS: k8s.PodDnsConfig = {
  options: [
    { name: 'ndots', value: '2' },
    { name: 'timeout', value: '1' },
    { name: 'attempts', value: '1' },
  ],
};

/**
 * Environment of processes that use only fully qualified names. If a name server does not respond, glibc continues
 * with the search domains, which contain none of these names. With the root as the only search domain, glibc retries
 * the name itself from a new socket, which can reach another name server.
 * @see https://man7.org/linux/man-pages/man5/resolv.conf.5.html, `LOCALDOMAIN`
 */
export const ROOT_AS_SEARCH_DOMAIN: k8s.EnvVar = { name: 'LOCALDOMAIN', value: '.' };
