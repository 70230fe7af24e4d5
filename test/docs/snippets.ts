import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as ts from 'typescript';

/** Root of the package. */
export const ROOT = resolve(__dirname, '..', '..');

/** Sources that a reader writes, and that snippets import. */
const OF_THE_READER = {
  'environments.ts':
    "export { ENVIRONMENTS } from '../../../bin/environments';\n" +
    "export { prod } from '../../../bin/environments/prod';\n",
  'calibration.json': '{ "regionServerReadsPerVcpu": { "value": 2300, "source": "measured" } }\n',
};

/** Where the snippets are for the compiler. Nothing is written there. */
const DIRECTORY = join(ROOT, 'test', 'docs', 'snippets');

export interface Snippet {
  /** Document and number, such as `docs/testing.md 2`. */
  readonly name: string;
  readonly code: string;
}

/** The documents that people write: not the generated ones, and not the decisions. */
export function documents(): string[] {
  const written = readdirSync(join(ROOT, 'docs')).filter((name) => name.endsWith('.md'));
  return ['README.md', ...written.map((name) => `docs/${name}`)];
}

/** Blocks of a language in a document. */
export function blocks(document: string, language: string): string[] {
  const text = readFileSync(join(ROOT, document), 'utf8');
  const fence = new RegExp(`^( *)\`\`\`${language}\n([^]*?)^ *\`\`\``, 'gm');
  return [...text.matchAll(fence)].map(([, indent = '', code = '']) =>
    code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  );
}

export function snippets(document: string): Snippet[] {
  return blocks(document, 'ts').map((code, index) => ({ name: `${document} ${index + 1}`, code }));
}

/** What the compiler says of the snippets, with their names. */
export function problemsOf(all: readonly Snippet[]): string[] {
  const files = new Map<string, string>(
    Object.entries(OF_THE_READER).map(([name, text]) => [join(DIRECTORY, name), text]),
  );
  const names = new Map<string, string>();
  for (const [index, { name, code }] of all.entries()) {
    const file = join(DIRECTORY, `snippet-${index}.ts`);
    files.set(file, moduleOf(code));
    names.set(file, name);
  }
  const config = ts.getParsedCommandLineOfConfigFile(
    join(ROOT, 'tsconfig.dev.json'),
    { noUnusedLocals: false, noUnusedParameters: false },
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: ({ messageText }) => fail(messageText) },
  );
  if (config === undefined) throw new Error('tsconfig.dev.json cannot be read');
  const disk = ts.createCompilerHost(config.options);
  const host: ts.CompilerHost = {
    ...disk,
    fileExists: (path) => files.has(path) || disk.fileExists(path),
    readFile: (path) => files.get(path) ?? disk.readFile(path),
    directoryExists: (path) =>
      `${DIRECTORY}/`.startsWith(`${path}/`) || path.startsWith(DIRECTORY) || ts.sys.directoryExists(path),
    getSourceFile: (path, options, ...rest) => {
      const text = files.get(path);
      return text === undefined
        ? disk.getSourceFile(path, options, ...rest)
        : ts.createSourceFile(path, text, options, true);
    },
  };
  const program = ts.createProgram([...names.keys()], config.options, host);
  return [...names].flatMap(([file, name]) => {
    const source = program.getSourceFile(file);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
      ({ messageText }) => `${name}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
    );
  });
}

/** A snippet that imports nothing is a part of a description, or a value that a description has. */
function moduleOf(code: string): string {
  if (/^(import|export) /m.test(code)) return code;
  return (
    "import { Environment, VolumeType } from 'cdk-hadoop';\n" +
    `export const part: Partial<Environment> = {\n${code}\n};\nexport type Used = VolumeType;\n`
  );
}

function fail(message: string | ts.DiagnosticMessageChain): never {
  throw new Error(ts.flattenDiagnosticMessageText(message, ' '));
}
