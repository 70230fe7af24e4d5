import { execFileSync } from 'node:child_process';
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { Outcome, runFile } from '../bin/command-outcome';

/** The checkout that is packed. */
const CHECKOUT = resolve(__dirname, '../..');
/** Bytes of a block of the usual file systems: a small file takes one whole. */
const BLOCK = 4_096;

/** An empty project of a user, which has the packed package installed and nothing else. */
export class Project {
  /** The package as it was packed, compiled anew. */
  public static packed(): Project {
    const root = mkdtempSync(join(tmpdir(), 'cdk-hadoop-package-'));
    const project = new Project(root);
    project.npm(CHECKOUT, 'pack', '--pack-destination', root);
    const [archive] = readdirSync(root).filter((name) => name.endsWith('.tgz'));
    if (archive === undefined) throw new Error('npm pack made no archive');
    project.write('package.json', { name: 'app', private: true });
    // Peers are what the user's project has anyway. Nothing else may have to be downloaded.
    project.npm(project.path(), 'install', '--offline', '--legacy-peer-deps', join(root, archive));
    return project;
  }

  private constructor(private readonly root: string) {
    for (const directory of ['app', 'home', 'programs']) mkdirSync(join(root, directory));
  }

  /** A path in the project. */
  public path(...parts: readonly string[]): string {
    return join(this.root, 'app', ...parts);
  }

  public write(file: string, content: unknown): void {
    mkdirSync(dirname(this.path(file)), { recursive: true });
    writeFileSync(this.path(file), typeof content === 'string' ? content : JSON.stringify(content));
  }

  /** Makes packages of the checkout available, as if the user had installed them. */
  public link(...names: readonly string[]): void {
    for (const name of names) {
      const target = this.path('node_modules', name);
      mkdirSync(dirname(target), { recursive: true });
      symlinkSync(join(CHECKOUT, 'node_modules', name), target);
    }
  }

  public unlink(name: string): void {
    rmSync(this.path('node_modules', name));
  }

  /** Puts programs first on the PATH; each is a shell script. */
  public programs(scripts: Readonly<Record<string, string>>): void {
    for (const [name, script] of Object.entries(scripts))
      writeFileSync(join(this.root, 'programs', name), script, { mode: 0o755 });
  }

  /** A line of shell, in the project, without a cluster. */
  public shell(line: string): Promise<Outcome> {
    return runFile('bash', ['-o', 'pipefail', '-c', `exec < /dev/null\n${line}`], {
      cwd: this.path(),
      env: this.environment,
    });
  }

  /** Files in a directory of the project, by path in it. Links are not followed. */
  public files(directory: string): string[] {
    return readdirSync(this.path(directory), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(this.path(directory).length + 1));
  }

  /** Bytes on disk of a directory of the project. */
  public bytes(directory: string): number {
    return this.files(directory)
      .map((file) => Math.ceil(lstatSync(this.path(directory, file)).size / BLOCK) * BLOCK)
      .reduce((sum, bytes) => sum + bytes, 0);
  }

  public remove(): void {
    rmSync(this.root, { recursive: true });
  }

  private npm(directory: string, ...args: readonly string[]): void {
    execFileSync('npm', [...args, '--no-audit', '--no-fund', '--silent'], {
      cwd: directory,
      env: this.environment,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }

  /** Nobody's settings, caches or clusters; a kubeconfig of a server that does not answer. */
  private get environment(): NodeJS.ProcessEnv {
    const kubeconfig = join(this.root, 'home/kubeconfig');
    writeFileSync(kubeconfig, JSON.stringify(UNREACHABLE));
    return {
      PATH: `${join(this.root, 'programs')}:${process.env.PATH ?? ''}`,
      HOME: join(this.root, 'home'),
      KUBECONFIG: kubeconfig,
      npm_config_update_notifier: 'false',
    };
  }
}

/** Port 9 of this machine: nothing listens there. */
const UNREACHABLE = {
  apiVersion: 'v1',
  kind: 'Config',
  clusters: [{ name: 'nowhere', cluster: { server: 'https://127.0.0.1:9' } }],
  users: [{ name: 'me', user: {} }],
  contexts: [{ name: 'nowhere', context: { cluster: 'nowhere', user: 'me' } }],
  'current-context': 'nowhere',
};
