import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { listPrices } from '../../lib/catalog/prices';
import { Environment } from '../../lib/model/environment';
import { PageAssets, planPage } from '../../lib/report/html/plan-page';
import { plannedWithLock } from './lock-file';
import { messageOf, UserError } from '../errors/user-error';

/** Folder with the browser files of the package, and its scripts and styles in load order. */
const FOLDER = 'page';
const SCRIPTS = ['theme.mjs', 'charts.mjs', 'tables.mjs', 'figures.mjs'];
const STYLES = ['base.css', 'plan.css', 'figures.css', 'media.css'];

/**
 * Writes the page of the plan of an environment. Replaces an existing file.
 * @returns the message for the user
 * @throws UserError if the file cannot be written
 */
export function writePage(environment: Environment, path: string): string {
  const replaces = isFile(path);
  const prices = environment.prices ?? listPrices(environment.region ?? '');
  const page = planPage(plannedWithLock(environment), pageAssets(), prices);
  try {
    writeFileSync(path, page);
  } catch (error) {
    throw new UserError(`--html: '${path}' cannot be written: ${messageOf(error)}`, { cause: error });
  }
  return `${replaces ? 'replaced' : 'wrote'} ${path}\n`;
}

/** Whether the file already exists. Throws an error if the path is something other than a file. */
function isFile(path: string): boolean {
  if (path === '') throw new UserError('--html: the name of the file is empty');
  let stats;
  try {
    stats = statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    throw new UserError(`--html: '${path}' cannot be written: ${messageOf(error)}`, { cause: error });
  }
  if (stats?.isDirectory() === true) {
    throw new UserError(
      `--html: '${path}' is a directory; use a file name such as '${join(path, 'plan.html')}'`,
    );
  }
  if (stats?.isFile() === false) throw new UserError(`--html: '${path}' is not a regular file`);
  if (stats === undefined && !existsSync(dirname(path))) {
    throw new UserError(`--html: '${path}' cannot be written: there is no directory '${dirname(path)}'`);
  }
  return stats !== undefined;
}

/** Chart.js for browsers, in one file. */
const CHART_LIBRARY = 'chart.umd.min.js';

/** Assets that a page inlines: from this package, whose root is one directory higher when compiled, and Chart.js. */
export function pageAssets(): PageAssets {
  const folder = folderAbove(__dirname);
  const read = (...file: string[]): string => readFileSync(join(folder, ...file), 'utf8');
  return {
    chartLibrary: readFileSync(chartLibrary(), 'utf8'),
    scripts: SCRIPTS.map((file) => read('script', file)),
    style: STYLES.map((file) => read('style', file)).join('\n'),
  };
}

/**
 * The build copies this one file of Chart.js, so that users do not need to install Chart.js. Uncompiled, the original
 * is used.
 */
function chartLibrary(): string {
  const built = join(__dirname, '../..', FOLDER, CHART_LIBRARY);
  return existsSync(built) ? built : join(dirname(require.resolve('chart.js')), CHART_LIBRARY);
}

function folderAbove(directory: string): string {
  const folder = join(directory, FOLDER);
  if (existsSync(join(folder, 'script'))) return folder;
  if (directory === dirname(directory)) throw new Error(`the package has no folder '${FOLDER}'`);
  return folderAbove(dirname(directory));
}
