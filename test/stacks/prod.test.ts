import { prod } from '../../bin/environments/prod';
import { describeEnvironment } from './environment-suite';

describeEnvironment(prod);
