import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import http from 'node:http';
import https from 'node:https';
import { parsed, textAt } from '../../lib/cluster/json-value';
import { messageOf, UserError } from '../errors/user-error';
import { optionalPackage } from '../package/optional-package';
import { ClusterError, InterruptedError } from '../errors/cluster-error';

/** The target cluster, as in kubectl. */
export interface ConnectionOptions {
  /**
   * File with the address and credentials.
   * @default - as for kubectl: $KUBECONFIG, ~/.kube/config, or the service account of the pod
   */
  readonly kubeconfig?: string;
  /**
   * Context of that file.
   * @default - its current context
   */
  readonly context?: string;
}

/** A request to the API server. */
export interface ApiRequest {
  /** @default 'GET' */
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Path with query. */
  readonly path: string;
  readonly body?: unknown;
  /** @default 'application/json' */
  readonly contentType?: string;
  /**
   * Timeout of the complete response in milliseconds.
   * @default 30000
   */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

/** A response with any status. */
export interface ApiAnswer {
  readonly status: number;
  readonly text: string;
  /** The text as JSON, or undefined if it is not JSON. */
  readonly body: unknown;
}

/** A connection to an API server. */
export interface KubernetesApi {
  /** Its address, for messages. */
  readonly server: string;
  /**
   * Sends one request.
   * @throws ClusterError if there is no response in time, InterruptedError if `signal` aborts it
   */
  request(request: ApiRequest): Promise<ApiAnswer>;
}

/** Response timeout in milliseconds. A healthy API server responds in a few. */
const DEFAULT_TIMEOUT_MS = 30_000;
/** Milliseconds to reuse credentials, because credential plugins start a process for each request. */
const CREDENTIALS_MS = 60_000;
/** Maximum concurrent connections. */
const MAX_SOCKETS = 16;

/** Without a kubeconfig, the library would connect to localhost:8080. */
function requireKubeconfig(): void {
  const { KUBECONFIG, KUBERNETES_SERVICE_HOST } = process.env;
  const usual = join(homedir(), '.kube/config');
  if (KUBECONFIG !== undefined || KUBERNETES_SERVICE_HOST !== undefined || existsSync(usual)) return;
  throw new UserError(`no kubeconfig found: use --kubeconfig FILE, set KUBECONFIG, or create ${usual}`);
}

/**
 * The API server of a kubeconfig. Does not send a request.
 * @throws UserError if there is no such file, context or cluster, or `@kubernetes/client-node` is not installed
 */
export async function connect(options: ConnectionOptions = {}): Promise<KubernetesApi> {
  // 50 MB and half a second, so only commands that access a cluster load it.
  const { KubeConfig } = await optionalPackage(
    '@kubernetes/client-node',
    'access to a cluster',
    () => import('@kubernetes/client-node'),
  );
  const config = new KubeConfig();
  if (options.kubeconfig === undefined) requireKubeconfig();
  try {
    if (options.kubeconfig === undefined) config.loadFromDefault();
    else config.loadFromFile(options.kubeconfig);
  } catch (error) {
    throw new UserError(`cannot read the kubeconfig: ${messageOf(error)}`, { cause: error });
  }
  if (options.context !== undefined) {
    const names = config.getContexts().map(({ name }) => name);
    if (!names.includes(options.context)) {
      throw new UserError(`unknown context '${options.context}': expected one of ${names.join(', ')}`);
    }
    config.setCurrentContext(options.context);
  }
  const cluster = config.getCurrentCluster();
  if (cluster === null) {
    throw new UserError(
      'the kubeconfig has no current context: use --context NAME, or --kubeconfig FILE with one',
    );
  }
  return httpApi(cluster.server, async () => {
    const given: https.RequestOptions = {};
    await config.applyToHTTPSOptions(given);
    const { ca, cert, key, pfx, passphrase, rejectUnauthorized, servername } = given;
    const secure = cluster.server.startsWith('https:');
    // The agent of the library opens a connection per request. It is only needed for a proxy.
    const agent =
      cluster.proxyUrl !== undefined && given.agent instanceof http.Agent
        ? given.agent
        : secure
          ? new https.Agent({
              keepAlive: true,
              maxSockets: MAX_SOCKETS,
              ca,
              cert,
              key,
              pfx,
              passphrase,
              servername,
              rejectUnauthorized,
            })
          : new http.Agent({ keepAlive: true, maxSockets: MAX_SOCKETS });
    return {
      agent,
      ...(given.headers === undefined ? {} : { headers: given.headers as http.OutgoingHttpHeaders }),
      ...(typeof given.auth === 'string' ? { auth: given.auth } : {}),
    };
  });
}

/** Options of a request in addition to its path. */
export interface RequestCredentials {
  readonly agent?: http.Agent;
  readonly headers?: http.OutgoingHttpHeaders;
  readonly auth?: string;
}

/** An API server at an address. */
export function httpApi(
  server: string,
  authenticate: () => Promise<RequestCredentials> = () => Promise.resolve({}),
): KubernetesApi {
  let held: { readonly credentials: Promise<RequestCredentials>; readonly until: number } | undefined;
  const credentials = (): Promise<RequestCredentials> => {
    if (held === undefined || held.until <= Date.now()) {
      const fresh = { credentials: authenticate(), until: Date.now() + CREDENTIALS_MS };
      held = fresh;
      // The next request tries again. This one fails.
      fresh.credentials.catch(() => {
        if (held === fresh) held = undefined;
      });
    }
    return held.credentials;
  };
  return {
    server,
    request: async (request) => {
      let given: RequestCredentials;
      try {
        given = await credentials();
      } catch (error) {
        throw new ClusterError(`no credentials for ${server}: ${messageOf(error)}`, { cause: error });
      }
      return send(server, request, given);
    },
  };
}

function send(server: string, request: ApiRequest, given: RequestCredentials): Promise<ApiAnswer> {
  const { method = 'GET', path, body, contentType = 'application/json', signal } = request;
  const timeoutMs = request.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  // Starts with the base path of the server, if it is behind a proxy.
  const url = new URL(`${server.replace(/\/+$/, '')}${path}`);
  const text = body === undefined ? undefined : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const client = url.protocol === 'https:' ? https : http;
    const options: https.RequestOptions = {
      method,
      agent: given.agent,
      headers: {
        ...given.headers,
        accept: 'application/json',
        ...(text === undefined
          ? {}
          : { 'content-type': contentType, 'content-length': Buffer.byteLength(text) }),
      },
      auth: given.auth,
    };
    const sent = client.request(url, options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', fail);
      response.on('end', () => {
        finish();
        const answer = Buffer.concat(chunks).toString('utf8');
        resolve({ status: response.statusCode ?? 0, text: answer, body: parsed(answer) });
      });
    });
    const timer = setTimeout(() => {
      sent.destroy(new ClusterError(`${server} did not respond within ${timeoutMs / 1000} s`));
    }, timeoutMs);
    const interrupt = (): void =>
      void sent.destroy(new InterruptedError('interrupted before anything was changed'));
    const finish = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', interrupt);
    };
    const fail = (error: Error): void => {
      finish();
      reject(
        error instanceof ClusterError || error instanceof InterruptedError
          ? error
          : new ClusterError(`cannot reach ${server}: ${causeText(error)}`, { cause: error }),
      );
    };
    sent.on('error', fail);
    if (signal?.aborted === true) interrupt();
    else signal?.addEventListener('abort', interrupt);
    sent.end(text);
  });
}

/** If all of several addresses fail, the error has no message. */
function causeText(error: Error): string {
  const [first] = error instanceof AggregateError ? (error.errors as unknown[]) : [];
  return error.message !== '' ? error.message : first === undefined ? error.name : messageOf(first);
}

/** The message of the API server, or of a pod behind it, in an error response. */
export function refusalText({ status, body, text }: ApiAnswer): string {
  const message = textAt(body, 'message') ?? text.trim().split('\n', 1)[0] ?? '';
  return message === '' ? `status ${status}` : message;
}
