/** `npm run published-cases`: writes docs/published-cases.md from the cases of test/published. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { publishedCasesPage } from '../test/published/page';

writeFileSync(join(__dirname, '../docs/published-cases.md'), publishedCasesPage());
