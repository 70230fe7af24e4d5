import { spawn, spawnSync } from 'node:child_process';
import { basename } from 'node:path';
import { UserError } from '../../bin/errors/user-error';

/** Input of an image build. */
export interface BuildRequest {
  readonly context: string;
  readonly reference: string;
  readonly buildArgs: Readonly<Record<string, string>>;
  /** `linux/amd64` or `linux/arm64`. If undefined, that of the builder. */
  readonly platform?: string;
}

/** Command line syntax: of Docker, which Podman and wrappers also support, or of Buildah. */
type Language = 'docker' | 'podman' | 'buildah';

/** Number of output lines to show if a command fails. */
const SHOWN_LINES = 15;

/** A program that builds images. */
export class Builder {
  public constructor(
    public readonly program: string,
    private readonly language: Language,
    private readonly environment: NodeJS.ProcessEnv,
    /** Leading arguments, for a builder that is a subcommand of another program. */
    private readonly prefix: readonly string[] = [],
  ) {}

  /** Why the builder does not work, or undefined if it works. An installed client may lack a daemon. */
  public problem(): string | undefined {
    const query = this.language === 'docker' ? ['version'] : ['info'];
    const { error, status, stderr } = spawnSync(this.program, [...this.prefix, ...query], {
      encoding: 'utf8',
      env: this.environment,
      timeout: 60_000,
    });
    if (error !== undefined) return 'code' in error && error.code === 'ENOENT' ? 'not found' : error.message;
    if (status === 0) return undefined;
    const said = stderr.trim().split('\n').pop() ?? '';
    return said === '' ? `exited with ${status}` : said;
  }

  public async build({ context, reference, buildArgs, platform }: BuildRequest): Promise<void> {
    await this.run([
      'build',
      ...(this.language === 'buildah' ? ['--layers'] : []),
      // Docker reads it from the environment.
      ...(this.language === 'docker' ? [] : ['--timestamp', '0']),
      ...(platform === undefined ? [] : ['--platform', platform]),
      ...Object.entries(buildArgs).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]),
      '--tag',
      reference,
      context,
    ]);
  }

  /** Writes the image as an archive in the Docker format. */
  public async save(reference: string, file: string): Promise<void> {
    await this.run(
      this.language === 'buildah'
        ? ['push', '--quiet', reference, `docker-archive:${file}:${reference}`]
        : ['save', '-o', file, reference],
    );
  }

  /** Pushes the image under another name. */
  public async push(reference: string, target: string): Promise<void> {
    await this.run(['tag', reference, target]);
    await this.run(['push', target]);
  }

  private run(args: readonly string[]): Promise<void> {
    const command = [...this.prefix, ...args];
    return new Promise((done, fail) => {
      const child = spawn(this.program, command, {
        stdio: ['ignore', 'pipe', 'pipe'],
        // Makes dates in the image reproducible, if the builder supports this variable.
        env: { SOURCE_DATE_EPOCH: '0', ...this.environment },
      });
      let output = '';
      const keep = (text: Buffer): void => {
        output = (output + text.toString()).slice(-10_000);
      };
      child.stdout.on('data', keep);
      child.stderr.on('data', keep);
      child.once('error', fail);
      child.once('close', (code) => {
        if (code === 0) {
          done();
          return;
        }
        const last = output.trim().split('\n').slice(-SHOWN_LINES).join('\n');
        fail(
          new UserError(`${this.program} ${command[0] ?? ''} failed with ${code}; it said last:\n${last}`),
        );
      });
    });
  }
}

/** Builders in the order of preference. */
const KNOWN: readonly Language[] = ['docker', 'podman', 'buildah'];

/**
 * The builder to use: `$CDK_DOCKER`, as in the CDK, otherwise the first of Docker, Podman and Buildah that works.
 */
export function findBuilder(environment: NodeJS.ProcessEnv, say: (line: string) => void): Builder {
  const named = environment.CDK_DOCKER ?? '';
  if (named !== '') {
    const builder = new Builder(named, languageOf(named), environment);
    const problem = builder.problem();
    if (problem !== undefined) throw new UserError(`CDK_DOCKER is ${named}, which does not work: ${problem}`);
    return builder;
  }
  const reasons: string[] = [];
  for (const program of KNOWN) {
    const builder = new Builder(program, program, environment);
    const problem = builder.problem();
    if (problem === undefined) {
      for (const reason of reasons) say(reason);
      return builder;
    }
    reasons.push(`${program} is passed over: ${problem}`);
  }
  throw new UserError(
    `there is nothing to build images with; install Docker, Podman or Buildah, or name one with CDK_DOCKER ` +
      `(${reasons.join('; ')})`,
  );
}

function languageOf(program: string): Language {
  const name = basename(program);
  return KNOWN.find((known) => name === known) ?? 'docker';
}
