import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assumptionsPage } from '../lib/assumptions/assumptions-page';

/** `npm run assumptions`: generates docs/assumptions.md from the registry of assumptions. */
writeFileSync(join(__dirname, '..', 'docs', 'assumptions.md'), assumptionsPage());
