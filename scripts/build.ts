/**
 * `npm run build`: compiles into an empty `dist`, so that the package contains no output of moved or deleted files.
 * Also copies the file of Chart.js that pages inline, and its license.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..');
const DIST = join(ROOT, 'dist');

rmSync(DIST, { recursive: true, force: true });
const { status } = spawnSync(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', ROOT], {
  stdio: 'inherit',
});
if (status === 0) {
  chmodSync(join(DIST, 'bin/cdk-hadoop.js'), 0o755);
  const chart = dirname(require.resolve('chart.js'));
  mkdirSync(join(DIST, 'page'));
  copyFileSync(join(chart, 'chart.umd.min.js'), join(DIST, 'page/chart.umd.min.js'));
  copyFileSync(join(chart, '../LICENSE.md'), join(DIST, 'page/chart.LICENSE.md'));
} else {
  process.exitCode = 1;
}
