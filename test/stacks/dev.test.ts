import { dev } from '../../bin/environments/dev';
import { describeEnvironment } from './environment-suite';

describeEnvironment(dev);
