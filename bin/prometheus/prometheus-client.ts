import { Series, Window } from '../../lib/recommend/time-series';
import { messageOf, UserError } from '../errors/user-error';

/** How a Prometheus server is reached. */
export interface PrometheusOptions {
  /** Address of the server, with the path that it is served under if there is one. */
  readonly url: string;
  /** Token of the header `Authorization`. */
  readonly bearerToken?: string;
  /** Longest time of one question in milliseconds. */
  readonly timeoutMs: number;
}

/** Digits of a sample that are the same at each asking: a server adds up series in an order of the moment. */
const DIGITS = 12;
/** Longest part of an answer that an error shows. */
const EXCERPT = 160;

/** Asks a Prometheus server, or whatever speaks its language: Thanos, Mimir, VictoriaMetrics. It only ever reads. */
export class PrometheusClient {
  /** Address as messages show it: without a password. */
  public readonly address: string;

  private readonly base: URL;
  private readonly headers: Readonly<Record<string, string>>;
  private readonly timeoutMs: number;

  public constructor({ url, bearerToken, timeoutMs }: PrometheusOptions) {
    const base = parsedUrl(url);
    const { username, password } = base;
    const ofUrl = username === '' && password === '' ? undefined : basic(username, password);
    if (ofUrl !== undefined && bearerToken !== undefined) {
      throw new UserError('--prometheus has a user and --bearer-token-file is given: expected one of them');
    }
    const authorization = bearerToken === undefined ? ofUrl : `Bearer ${bearerToken}`;
    base.username = '';
    base.password = '';
    this.base = base;
    this.address = base.href.replace(/\/$/, '');
    this.headers = { accept: 'application/json', ...(authorization === undefined ? {} : { authorization }) };
    this.timeoutMs = timeoutMs;
  }

  /** Ends with a UserError unless something at the address understands Prometheus' language. */
  public async check(): Promise<void> {
    await this.ask('query', { query: 'vector(1)' });
  }

  /** A series for each pod that a query gives; those without a pod are of the whole platform. */
  public async range(
    query: string,
    { startSeconds, endSeconds, stepSeconds }: Window,
  ): Promise<readonly Series[]> {
    const data = await this.ask('query_range', {
      query,
      start: String(startSeconds),
      end: String(endSeconds),
      step: String(stepSeconds),
    });
    if (data.resultType !== 'matrix' || !Array.isArray(data.result))
      throw this.unlike('a range query gave no matrix');
    return (data.result as readonly unknown[]).map((item) => this.seriesOf(item)).sort(byPod);
  }

  private seriesOf(item: unknown): Series {
    if (!isRecord(item) || !isRecord(item.metric) || !Array.isArray(item.values)) {
      throw this.unlike('a series has no labels or values');
    }
    const { pod } = item.metric;
    const points = (item.values as readonly unknown[]).flatMap((pair): [number, number][] => {
      const [seconds, text] = Array.isArray(pair) ? (pair as readonly unknown[]) : [];
      const [time, value] = [Number(seconds), Number(text)];
      // A share of nothing is no number.
      return Number.isFinite(time) && Number.isFinite(value)
        ? [[time, Number(value.toPrecision(DIGITS))]]
        : [];
    });
    return { pod: typeof pod === 'string' ? pod : '', points };
  }

  private async ask(
    endpoint: string,
    parameters: Readonly<Record<string, string>>,
  ): Promise<Readonly<Record<string, unknown>>> {
    const url = new URL(`${this.base.pathname.replace(/\/$/, '')}/api/v1/${endpoint}`, this.base);
    url.search = new URLSearchParams(parameters).toString();
    const { status, type, body } = await this.get(url);
    const document = jsonOf(body);
    if (isRecord(document) && document.status === 'success' && isRecord(document.data)) return document.data;
    const told = isRecord(document) && typeof document.error === 'string' ? document.error : body;
    if (status === 401 || status === 403) {
      throw new UserError(
        `prometheus at ${this.address} refuses the request (HTTP ${status}): expected valid credentials; ` +
          'see --bearer-token-file',
      );
    }
    if (isRecord(document) && document.status === 'error') {
      throw new UserError(`prometheus at ${this.address} cannot answer (HTTP ${status}): ${excerpt(told)}`);
    }
    if (status >= 500) {
      throw new UserError(`prometheus at ${this.address} answers HTTP ${status}: ${excerpt(told)}`);
    }
    throw this.unlike(`/api/v1/${endpoint} answers HTTP ${status} with ${type === '' ? 'no type' : type}`);
  }

  private async get(url: URL): Promise<{ status: number; type: string; body: string }> {
    try {
      const response = await fetch(url, {
        headers: this.headers,
        signal: AbortSignal.timeout(this.timeoutMs),
      });
      const type = (response.headers.get('content-type') ?? '').split(';', 1)[0] ?? '';
      return { status: response.status, type, body: await response.text() };
    } catch (error) {
      if (isRecord(error) && error.name === 'TimeoutError') {
        throw new UserError(
          `prometheus at ${this.address} did not answer within ${this.timeoutMs / 1000} s; see --timeout, or take ` +
            'a shorter --window',
          { cause: error },
        );
      }
      throw new UserError(`prometheus at ${this.address} cannot be reached: ${reasonOf(error)}`, {
        cause: error,
      });
    }
  }

  private unlike(found: string): UserError {
    return new UserError(
      `what answers at ${this.address} is no Prometheus server: ${found}; expected the address in front of /api/v1`,
    );
  }
}

function parsedUrl(url: string): URL {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    throw new UserError(
      `--prometheus '${url}' is no address: expected http://host:9090 or https://host/path`,
    );
  }
  if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:') {
    throw new UserError(`--prometheus '${url}' has another protocol: expected http or https`);
  }
  return parsed;
}

function basic(user: string, password: string): string {
  const text = `${decodeURIComponent(user)}:${decodeURIComponent(password)}`;
  return `Basic ${Buffer.from(text).toString('base64')}`;
}

/** What is the matter is told by the cause of the error of `fetch`. */
function reasonOf(error: unknown): string {
  const cause = isRecord(error) && isRecord(error.cause) ? error.cause : error;
  if (!isRecord(cause)) return messageOf(error);
  const { message, code } = cause;
  if (typeof message === 'string' && message !== '') return excerpt(message);
  return typeof code === 'string' ? code : 'no connection';
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** The first line, and not all of it. */
function excerpt(text: string): string {
  const line = text.trim().split('\n', 1)[0] ?? '';
  return line.length <= EXCERPT ? line : `${line.slice(0, EXCERPT)}...`;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function byPod(a: Series, b: Series): number {
  return a.pod < b.pod ? -1 : a.pod > b.pod ? 1 : 0;
}
