import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import http from 'node:http';
import https from 'node:https';
import { parsed, textAt } from '../../lib/cluster/json-value';
import { messageOf, UserError } from '../errors/user-error';
import { optionalPackage } from '../package/optional-package';
import { ClusterError, InterruptedError } from '../errors/cluster-error';

/** Which cluster, in kubectl's words. */
export interface ConnectionOptions {
  /**
   * File with the address and credentials.
   * @default - as for kubectl: $KUBECONFIG, ~/.kube/config, or the pod's own account
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
   * Milliseconds until the answer must be complete.
   * @default 30000
   */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

/** An answer, of whatever status. */
export interface ApiAnswer {
  readonly status: number;
  readonly text: string;
  /** The text as JSON; undefined if it is none. */
  readonly body: unknown;
}

/** An API server that can be asked. */
export interface KubernetesApi {
  /** Its address, for messages. */
  readonly server: string;
  /**
   * Asks once.
   * @throws ClusterError if there is no answer in time, InterruptedError if `signal` ended it
   */
  request(request: ApiRequest): Promise<ApiAnswer>;
}

/** Milliseconds for an answer. An API server that is well answers in a few. */
const DEFAULT_TIMEOUT_MS = 30_000;
/** Milliseconds that credentials are used again: plugins that make them start a process each time. */
const CREDENTIALS_MS = 60_000;
/** Connections at a time. */
const MAX_SOCKETS = 16;

/** Without one the library would go to this machine's port 8080. */
function requireKubeconfig(): void {
  const { KUBECONFIG, KUBERNETES_SERVICE_HOST } = process.env;
  const usual = join(homedir(), '.kube/config');
  if (KUBECONFIG !== undefined || KUBERNETES_SERVICE_HOST !== undefined || existsSync(usual)) return;
  throw new UserError(`no kubeconfig: give --kubeconfig FILE, set KUBECONFIG, or put one at ${usual}`);
}

/**
 * The API server of a kubeconfig. Nothing is sent yet.
 * @throws UserError if there is no such file, context or cluster, or `@kubernetes/client-node` is not installed
 */
export async function connect(options: ConnectionOptions = {}): Promise<KubernetesApi> {
  // 50 MB and half a second: only commands that talk to a cluster need it.
  const { KubeConfig } = await optionalPackage(
    '@kubernetes/client-node',
    'talking to a cluster',
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
      throw new UserError(`no context '${options.context}': expected one of ${names.join(', ')}`);
    }
    config.setCurrentContext(options.context);
  }
  const cluster = config.getCurrentCluster();
  if (cluster === null) {
    throw new UserError(
      'the kubeconfig has no current context: give --context NAME, or --kubeconfig FILE that has one',
    );
  }
  return httpApi(cluster.server, async () => {
    const given: https.RequestOptions = {};
    await config.applyToHTTPSOptions(given);
    const { ca, cert, key, pfx, passphrase, rejectUnauthorized, servername } = given;
    const secure = cluster.server.startsWith('https:');
    // The library's agent opens a connection for each request; it is needed for a proxy only.
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

/** What a request needs beside its path. */
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
      // The next request tries again; this one is told.
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
  // The server's own path, if it is behind another server, comes first.
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
      sent.destroy(new ClusterError(`${server} did not answer within ${timeoutMs / 1000} s`));
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

/** Several addresses that all fail make an error without a message. */
function causeText(error: Error): string {
  const [first] = error instanceof AggregateError ? (error.errors as unknown[]) : [];
  return error.message !== '' ? error.message : first === undefined ? error.name : messageOf(first);
}

/** What the API server, or a pod behind it, says in an answer that is none. */
export function refusalText({ status, body, text }: ApiAnswer): string {
  const message = textAt(body, 'message') ?? text.trim().split('\n', 1)[0] ?? '';
  return message === '' ? `status ${status}` : message;
}
