import { spawn, spawnSync } from 'node:child_process';
import { basename } from 'node:path';
import { UserError } from '../../bin/errors/user-error';

/** What one image is built from. */
export interface BuildRequest {
  readonly context: string;
  readonly reference: string;
  readonly buildArgs: Readonly<Record<string, string>>;
  /** `linux/amd64` or `linux/arm64`; the builder's own if undefined. */
  readonly platform?: string;
}

/** Two languages: Docker's, which Podman and wrappers speak too, and Buildah's. */
type Language = 'docker' | 'podman' | 'buildah';

/** Last lines of a failed command's output that are shown. */
const SHOWN_LINES = 15;

/** A program that builds images. */
export class Builder {
  public constructor(
    public readonly program: string,
    private readonly language: Language,
    private readonly environment: NodeJS.ProcessEnv,
    /** Arguments before all others, for a builder that is part of a larger program. */
    private readonly prefix: readonly string[] = [],
  ) {}

  /** Why it cannot build here; undefined if it can. A client that is installed may have no daemon to talk to. */
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
      // Docker takes it from the environment.
      ...(this.language === 'docker' ? [] : ['--timestamp', '0']),
      ...(platform === undefined ? [] : ['--platform', platform]),
      ...Object.entries(buildArgs).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]),
      '--tag',
      reference,
      context,
    ]);
  }

  /** Writes the image as an archive in Docker's format. */
  public async save(reference: string, file: string): Promise<void> {
    await this.run(
      this.language === 'buildah'
        ? ['push', '--quiet', reference, `docker-archive:${file}:${reference}`]
        : ['save', '-o', file, reference],
    );
  }

  /** Pushes it under another name. */
  public async push(reference: string, target: string): Promise<void> {
    await this.run(['tag', reference, target]);
    await this.run(['push', target]);
  }

  private run(args: readonly string[]): Promise<void> {
    const command = [...this.prefix, ...args];
    return new Promise((done, fail) => {
      const child = spawn(this.program, command, {
        stdio: ['ignore', 'pipe', 'pipe'],
        // Dates in what is built are the same in every run, for builders that know this variable.
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

/** In the order in which they are tried. */
const KNOWN: readonly Language[] = ['docker', 'podman', 'buildah'];

/**
 * The builder that is here: `$CDK_DOCKER`, which the CDK uses as well, else the first of Docker, Podman and Buildah
 * that works.
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
