import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { devDependencies, peerDependencies, scripts } from '../../package.json';
import { dev } from '../../bin/environments/dev';
import { local } from '../../bin/environments/local';
import { PRODUCT_VERSIONS } from '../../lib/plan/versions';
import { Outcome } from '../bin/command-outcome';
import { commandsAbout } from './documented-commands';
import { Project } from './project';

const INSTALLED = 'node_modules/cdk-hadoop';
const CLIENT = '@kubernetes/client-node';
/** What the constructs may take on disk, without peers. */
const MOST_BYTES = 15_000_000;

let project: Project;
/** On disk, before anything is linked. */
let bytes: number;
let packages: string[];
beforeAll(() => {
  project = Project.packed();
  bytes = project.bytes('node_modules');
  packages = project
    .files('node_modules')
    .flatMap(
      (file) =>
        /.*node_modules\/((?:@[^/]+\/)?[^/]+)\/package\.json$/.exec(`node_modules/${file}`)?.[1] ?? [],
    );
  project.link(...Object.keys(peerDependencies));
});
afterAll(() => {
  project.remove();
});

/** The package's own files, without those of its dependencies. */
const ownFiles = (): string[] => project.files(INSTALLED).filter((file) => !file.startsWith('node_modules/'));

describe('GIVEN an empty project WHEN the package is installed THEN', () => {
  test('it takes less than 15 MB without peers', () => {
    expect(bytes).toBeLessThan(MOST_BYTES);
  });

  test('it brings neither Chart.js, nor the Kubernetes client, nor anything else that it has for development', () => {
    expect(packages).toContain('cdk-hadoop');
    expect(packages.filter((name) => name in devDependencies)).toEqual([]);
  });

  test('it has no source maps, tests, or app and environments of its own', () => {
    const files = ownFiles();
    expect(files).toContain('dist/constructs/index.js');
    expect(
      files.filter((file) => /\.map$|\.test\.|^(dist\/)?(test|scripts|node_modules)\//.test(file)),
    ).toEqual([]);
    expect(files.filter((file) => /^(dist\/)?bin\/(app|environments)\b/.test(file))).toEqual([]);
    const compiled = files.filter((file) => /^dist\/(bin|constructs|lib)\/.*\.js$/.test(file));
    for (const file of compiled) {
      expect(readFileSync(project.path(INSTALLED, file), 'utf8')).not.toContain('sourceMappingURL=data:');
    }
  });
});

describe('GIVEN a project of a user', () => {
  const plan = 'npx cdk-hadoop plan';
  beforeEach(() => {
    project.write('package.json', { name: 'app', private: true });
  });

  test('WHEN no file names its environments THEN plan shows none, and says the three ways to give them', async () => {
    const { code, stdout, stderr } = await project.shell(plan);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^error: [^\n]*--environments FILE[^\n]*package\.json[^\n]*cdk\.json[^\n]*\n$/);
  });

  test.each([
    ['one environment as JSON', 'own.json', JSON.stringify({ ...local, name: 'own' })],
    ['a module', 'own.mjs', `export const environments = [${JSON.stringify({ ...local, name: 'own' })}];`],
  ])('WHEN package.json names %s THEN plan shows it', async (_, file, content) => {
    project.write(file, content);
    project.write('package.json', { name: 'app', private: true, 'cdk-hadoop': { environments: file } });
    const { code, stdout, stderr } = await project.shell(plan);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^own +local /m);
  });

  test('WHEN its environments are TypeScript THEN plan says that it needs tsx, and shows them once it is there', async () => {
    project.write(
      'own.ts',
      `export const ENVIRONMENTS: object[] = [${JSON.stringify({ ...local, name: 'own' })}];`,
    );
    const line = `${plan} --environments own.ts`;
    const without = await project.shell(line);
    expect(without).toMatchObject({ code: 2, stdout: '' });
    expect(without.stderr).toContain('npm install --save-dev tsx');
    project.link('tsx');
    const { code, stdout, stderr } = await project.shell(line);
    project.unlink('tsx');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^own /m);
  });

  test('WHEN a plan is drawn THEN the page has Chart.js in it', async () => {
    project.write('own.json', local);
    const { code } = await project.shell(`${plan} local --environments own.json --html plan.html`);
    expect(code).toBe(0);
    expect(readFileSync(project.path('plan.html'), 'utf8')).toMatch(/Chart\.js v\d/);
  });

  test('WHEN a cluster is asked without the Kubernetes client THEN one line says how to install it', async () => {
    project.write('own.json', local);
    const { code, stdout, stderr } = await project.shell(
      'npx cdk-hadoop status local --environments own.json',
    );
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^error: [^\n]*\n$/);
    expect(stderr).toContain(`npm install --save-dev ${CLIENT}@^${devDependencies[CLIENT]}`);
  });

  test("WHEN an account is checked without the AWS SDK's clients THEN one line installs all of them", async () => {
    project.write('own.json', dev);
    const { code, stdout, stderr } = await project.shell(
      'npx cdk-hadoop preflight dev --environments own.json',
    );
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^error: [^\n]*\n$/);
    const clients = Object.entries(devDependencies).filter(([name]) => name.startsWith('@aws-sdk/'));
    for (const [name, version] of clients) expect(stderr).toContain(` ${name}@^${version}`);
  });

  test('WHEN its app has an ensemble THEN it synthesizes, with the image that is in the package', async () => {
    copyFileSync(resolve('examples/ensemble-for-a-service.ts'), project.path('ensemble.ts'));
    project.link('tsx');
    const program = "require('./ensemble.ts').app.synth()";
    const { code, stderr } = await project.shell(
      `CDK_OUTDIR=cdk.out CDK_VALIDATION=false node --import tsx -e "${program}"`,
    );
    project.unlink('tsx');
    expect(code === 0 ? '' : stderr).toBe('');
    const out = project.files('cdk.out');
    expect(out).toContain('Discovery.template.json');
    expect(out.filter((file) => /^asset\.\w+\/Dockerfile$/.test(file))).toHaveLength(1);
  });
});

/** A program that a machine need not have: it notes how it was called, and reads what is piped into it. */
const noted = (name: string): string => `#!/bin/sh\necho "${name} $*" >> called.txt\ncat > /dev/null\n`;

/** npm without a network: what it would install is noted. */
const OFFLINE_NPM = `#!/bin/sh
case "$1" in
  install | ci) echo "npm $*" >> called.txt ;;
  *) PATH="\${PATH#*:}" exec npm "$@" ;;
esac
`;

describe('GIVEN what the documents of the package say of any Kubernetes', () => {
  const documented = (clone: boolean): string[] =>
    ownFiles()
      .filter((file) => file.endsWith('.md'))
      .map((file) => readFileSync(project.path(INSTALLED, file), 'utf8'))
      .flatMap((markdown) => commandsAbout(markdown, 'kind create cluster'))
      .filter((command) => command.clone === clone)
      .map(({ line }) => line);

  describe('WHEN its commands are run in a project, without a cluster THEN', () => {
    const outcomes: (Outcome & { readonly line: string })[] = [];
    /** Arguments of the calls of a program, by its first arguments. */
    const calls = (start: string): string[] =>
      readFileSync(project.path('called.txt'), 'utf8')
        .split('\n')
        .filter((line) => line.startsWith(`${start} `))
        .map((line) => line.slice(start.length + 1));
    const needsCluster = ({ code, stdout, stderr }: Outcome): boolean =>
      code === 4 && `${stdout}${stderr}`.includes('cannot reach');

    beforeAll(async () => {
      project.write('package.json', { name: 'app', private: true });
      project.write('called.txt', '');
      project.programs({ ...byName(['kind', 'docker', 'kubectl'], noted), npm: OFFLINE_NPM });
      project.link(CLIENT);
      for (const line of documented(false)) outcomes.push({ line, ...(await project.shell(line)) });
    });

    test('each succeeds, or gets to where it needs the cluster', () => {
      expect(outcomes.filter((outcome) => outcome.code !== 0 && !needsCluster(outcome))).toEqual([]);
      const reached = outcomes.filter(needsCluster).map(({ line }) => line);
      for (const command of ['apply', 'status', 'delete'])
        expect(reached.join('\n')).toContain(`cdk-hadoop ${command} `);
    });

    test('npm installs this package, and the client that it was tested with', () => {
      const installed = calls('npm install').flatMap((args) => args.split(' '));
      const names = installed.filter((arg) => !arg.startsWith('-'));
      expect(names.sort()).toEqual([`${CLIENT}@^${devDependencies[CLIENT]}`, 'cdk-hadoop']);
    });

    test('kind gets a configuration of the package, and the images that the manifests name', async () => {
      const [config = ''] = calls('kind create cluster --config');
      const [, name = ''] = /^name: (.*)$/m.exec(readFileSync(project.path(config), 'utf8')) ?? [];
      const { stdout } = await project.shell('npx cdk-hadoop manifests local');
      const used = new Set([...stdout.matchAll(/^ *-? *image: (.*)$/gm)].map(([, image = '']) => image));
      expect(calls('kind load docker-image --name').map((args) => args.split(' ')[0])).toEqual([name]);
      const [loaded = ''] = calls(`kind load docker-image --name ${name}`);
      expect(new Set(loaded.split(' '))).toEqual(used);
    });

    test.each(Object.entries(PRODUCT_VERSIONS))(
      'docker builds %s %s from the package',
      (product, version) => {
        const tag = `cdk-hadoop/${product}:${version}`;
        const [context = ''] = calls(`docker build --tag ${tag}`);
        const dockerfile = readFileSync(project.path(context, 'Dockerfile'), 'utf8');
        expect(dockerfile).toContain(`ARG ${product.toUpperCase()}_VERSION=${version}\n`);
      },
    );
  });

  test('WHEN a command says that it needs a clone THEN a clone has what it names', () => {
    const lines = documented(true).join('\n');
    const named = (pattern: RegExp): string[] => [...lines.matchAll(pattern)].map(([, name = '']) => name);
    const run = named(/npm run (\S+)/g);
    const configurations = named(/--config (\S+)/g);
    expect(run.length).toBeGreaterThan(0);
    expect(run.filter((name) => !(name in scripts))).toEqual([]);
    expect(configurations.filter((file) => !existsSync(resolve(file)))).toEqual([]);
  });

  test('the environment that the package has for it is the one of a clone', () => {
    const shipped: unknown = JSON.parse(
      readFileSync(project.path(INSTALLED, 'examples/local/environments.json'), 'utf8'),
    );
    expect(shipped).toEqual(local);
  });
});

function byName<T>(names: readonly string[], make: (name: string) => T): Record<string, T> {
  return Object.fromEntries(names.map((name) => [name, make(name)]));
}
