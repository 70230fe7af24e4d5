import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Browser, chromium } from 'playwright-core';

/** Names of Chromium's program; `CHROMIUM` names another. */
const PROGRAMS = ['chromium', 'chromium-browser', 'google-chrome'];

/** Nothing that a browser does by itself, so that every request in a test is the page's. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** Chromium's program; undefined where there is none. */
export function findChromium(): string | undefined {
  if (process.env.CHROMIUM !== undefined) return process.env.CHROMIUM;
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return PROGRAMS.flatMap((program) => folders.map((folder) => join(folder, program))).find(isExecutable);
}

/** Why there is no browser to test in; undefined if there is one. */
export function whyNoBrowser(): string | undefined {
  if (findChromium() !== undefined) return undefined;
  return `none of ${PROGRAMS.join(', ')} is on the PATH, and CHROMIUM is not set`;
}

export function startBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error(whyNoBrowser());
  return chromium.launch({ executablePath, args: ARGUMENTS });
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
