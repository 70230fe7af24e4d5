import { staging } from '../../bin/environments/staging';
import { describeEnvironment } from './environment-suite';

describeEnvironment(staging);
