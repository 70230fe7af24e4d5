import { Environment } from '../../lib/model/environment';
import { dev } from './dev';
import { local } from './local';
import { prod } from './prod';
import { staging } from './staging';

/** The environments of this app, by size. */
export const ENVIRONMENTS: readonly Environment[] = [local, dev, staging, prod];
