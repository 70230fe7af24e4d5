import { Environment } from '../../../lib/model/environment';
import { problemsOf, prod } from '../sizing/sample';
import { refuses } from './refuses';

describe('the images', () => {
  refuses([
    ...['', 'Jre', 'jre:17 --pull', '-x'].map(
      (baseImage): [string, Partial<Environment>, string, string, string] => [
        `the base image '${baseImage}'`,
        { images: { baseImage } },
        'images.baseImage',
        baseImage,
        'name:tag@sha256',
      ],
    ),
    ...['ftp://mirror', 'mirror.example.com', 'https://mirror/;id'].map(
      (mirror): [string, Partial<Environment>, string, string, string] => [
        `the mirror '${mirror}'`,
        { images: { mirror } },
        'images.mirror',
        mirror,
        'https://',
      ],
    ),
    ...['../x.tar.gz', 'x.zip', '$(id).tgz'].map(
      (hadoop): [string, Partial<Environment>, string, string, string] => [
        `the archive '${hadoop}'`,
        { images: { archives: { hadoop } } },
        'images.archives.hadoop',
        hadoop,
        'without its directory',
      ],
    ),
    [
      'a sum that is none',
      { images: { sha512: { hbase: 'abc' } } },
      'images.sha512.hbase',
      'abc',
      '128 lowercase hexadecimal digits',
    ],
    ['no directory', { images: { directory: ' ' } }, 'images.directory', ' ', 'one for each product'],
  ]);

  test('GIVEN a base by digest, a mirror and archives with their sums WHEN planned THEN it plans', () => {
    const images = {
      directory: 'out/images',
      baseImage: `registry.example.com:5000/team/jre:17@sha256:${'0'.repeat(64)}`,
      mirror: 'https://mirror.example.com/apache/dist',
      archives: { zookeeper: 'apache-zookeeper-3.9.4-bin.tar.gz' },
      sha512: { zookeeper: 'f'.repeat(128) },
    };
    expect(problemsOf(prod({ images }))).toEqual([]);
  });
});
