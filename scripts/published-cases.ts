/** `npm run published-cases`: generates docs/published-cases.md from the cases in test/published. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { publishedCasesPage } from '../test/published/page';

writeFileSync(join(__dirname, '../docs/published-cases.md'), publishedCasesPage());
