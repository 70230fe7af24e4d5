import { k8s } from 'cdk8s-plus-27';

/**
 * How pods look names up. Host names have four dots and more; the default of 5 would try every search domain before
 * the name itself. A name server that vanished with its zone is asked until its node is marked as lost, 20 to 40 s: with
 * the default of two attempts of 5 s on each name, processes that answer well would miss their sessions meanwhile. All
 * attempts of one search go out of one socket, and so to the same server: one is enough, and `ROOT_AS_SEARCH_DOMAIN` has
 * glibc ask once more out of another.
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
 * Environment of processes whose names are all complete. Where a name server does not answer, glibc goes on with the
 * search domains, in which none of these names is. With the root in their place it asks for the name itself once more,
 * out of a new socket, which reaches a name server that is drawn anew.
 * @see https://man7.org/linux/man-pages/man5/resolv.conf.5.html, `LOCALDOMAIN`
 */
export const ROOT_AS_SEARCH_DOMAIN: k8s.EnvVar = { name: 'LOCALDOMAIN', value: '.' };
