import { request } from 'node:https';
import { succeed } from './command';

/** An answer over HTTP. */
export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
}

interface KubeConfig {
  readonly clusters: readonly {
    readonly cluster: { readonly server: string; readonly 'certificate-authority-data'?: string };
  }[];
  readonly users: readonly {
    readonly user: {
      readonly token?: string;
      readonly 'client-certificate-data'?: string;
      readonly 'client-key-data'?: string;
    };
  }[];
}

/** Reads of the API server without a process for each: the tests look at many pods, again and again. */
export class ApiServer {
  /** Reads the kubeconfig by kubectl, which knows how its parts are put together. */
  public static async connect(env: NodeJS.ProcessEnv): Promise<ApiServer> {
    const text = await succeed(
      'kubectl',
      ['config', 'view', '--raw', '--minify', '--flatten', '-o', 'json'],
      { env },
    );
    const config = JSON.parse(text) as KubeConfig;
    const cluster = config.clusters[0]?.cluster;
    const user = config.users[0]?.user;
    if (cluster === undefined || user === undefined)
      throw new Error('the kubeconfig names no cluster and user');
    if (user.token === undefined && user['client-certificate-data'] === undefined)
      throw new Error('the kubeconfig has neither a token nor a client certificate');
    return new ApiServer(cluster.server, cluster['certificate-authority-data'], user);
  }

  private constructor(
    private readonly server: string,
    private readonly ca: string | undefined,
    private readonly user: KubeConfig['users'][number]['user'],
  ) {}

  /** An error code is an answer; an error is a server that does not answer in time. */
  public get(path: string, timeoutSeconds: number): Promise<HttpAnswer> {
    const { token, 'client-certificate-data': cert, 'client-key-data': key } = this.user;
    return new Promise((done, fail) => {
      const call = request(
        new URL(path, this.server),
        {
          ca: decoded(this.ca),
          cert: decoded(cert),
          key: decoded(key),
          headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
          // Connections that outlive a test would be taken for a leak of it.
          agent: false,
          signal: AbortSignal.timeout(timeoutSeconds * 1_000),
        },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.once('error', fail);
          answer.once('end', () => {
            done({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') });
          });
        },
      );
      call.once('error', fail);
      call.end();
    });
  }
}

function decoded(data: string | undefined): Buffer | undefined {
  return data === undefined ? undefined : Buffer.from(data, 'base64');
}
