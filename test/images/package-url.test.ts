import { PackageIdentity, packageUrl } from '../../scripts/images/package-url';

describe('a package URL', () => {
  /** The first three are from the tests of the specification, `tests/types/deb-test.json` and `maven-test.json`. */
  test.each<[string, PackageIdentity, string]>([
    [
      'keeps the colon of an epoch and encodes the plus sign of a rebuild',
      {
        type: 'deb',
        namespace: 'debian',
        name: 'attr',
        version: '1:2.4.47-2+b1',
        qualifiers: { arch: 'amd64' },
      },
      'pkg:deb/debian/attr@1:2.4.47-2%2Bb1?arch=amd64',
    ],
    [
      'has its qualifiers in alphabetical order',
      {
        type: 'deb',
        namespace: 'debian',
        name: 'curl',
        version: '7.50.3-1',
        qualifiers: { distro: 'jessie', arch: 'i386' },
      },
      'pkg:deb/debian/curl@7.50.3-1?arch=i386&distro=jessie',
    ],
    [
      'needs no qualifiers',
      { type: 'maven', namespace: 'org.apache.commons', name: 'io', version: '1.3.4' },
      'pkg:maven/org.apache.commons/io@1.3.4',
    ],
    [
      'leaves empty parts out',
      { type: 'deb', namespace: '', name: 'base', version: '1', qualifiers: { arch: '' } },
      'pkg:deb/base@1',
    ],
    [
      'encodes what a URL reserves',
      { type: 'maven', namespace: 'g', name: 'a', version: "${v}/(1)'*!" },
      'pkg:maven/g/a@%24%7Bv%7D%2F%281%29%27%2A%21',
    ],
  ])('%s', (_, identity, expected) => {
    expect(packageUrl(identity)).toBe(expected);
  });
});
