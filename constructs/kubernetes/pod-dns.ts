import { k8s } from 'cdk8s-plus-27';

/**
 * How pods look names up. Host names have four dots and more; the default of 5 would try every search domain before
 * the name itself. A name server that vanished with its zone is asked until its node is marked as lost, some 40 s: with
 * the default of two attempts of 5 s on each name, processes that answer well would miss their sessions meanwhile.
 * @see https://man7.org/linux/man-pages/man5/resolv.conf.5.html
 */
export const POD_DNS: k8s.PodDnsConfig = {
  options: [
    { name: 'ndots', value: '2' },
    { name: 'timeout', value: '1' },
    { name: 'attempts', value: '2' },
  ],
};
