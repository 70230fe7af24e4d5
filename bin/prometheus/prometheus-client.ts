import { Series, Window } from '../../lib/recommend/time-series';
import { messageOf, UserError } from '../errors/user-error';

/** Connection settings of a Prometheus server. */
export interface PrometheusOptions {
  /** URL of the server, including its base path if it has one. */
  readonly url: string;
  /** Bearer token for the header `Authorization`. */
  readonly bearerToken?: string;
  /** Timeout of a query in milliseconds. */
  readonly timeoutMs: number;
}

/** Significant digits of a sample that are stable between queries, because a server adds up series in varying order. */
const DIGITS = 12;
/** Maximum length of a response in an error. */
const EXCERPT = 160;

/** A read-only client of a Prometheus server or a compatible one: Thanos, Mimir, VictoriaMetrics. */
export class PrometheusClient {
  /** Address for messages, without a password. */
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

  /** Throws a UserError unless the address is a Prometheus API. */
  public async check(): Promise<void> {
    await this.ask('query', { query: 'vector(1)' });
  }

  /** The series of a query by pod. Series without a pod belong to the whole platform. */
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
      throw this.unlike('a range query did not return a matrix');
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
      // A share of zero is not a number.
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
    const reason = isRecord(document) && typeof document.error === 'string' ? document.error : body;
    if (status === 401 || status === 403) {
      throw new UserError(
        `prometheus at ${this.address} refuses the request (HTTP ${status}): expected valid credentials; ` +
          'see --bearer-token-file',
      );
    }
    if (isRecord(document) && document.status === 'error') {
      throw new UserError(
        `prometheus at ${this.address} cannot respond (HTTP ${status}): ${excerpt(reason)}`,
      );
    }
    if (status >= 500) {
      throw new UserError(`prometheus at ${this.address} responds with HTTP ${status}: ${excerpt(reason)}`);
    }
    throw this.unlike(
      `/api/v1/${endpoint} responds with HTTP ${status} and ${type === '' ? 'no type' : type}`,
    );
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
          `prometheus at ${this.address} did not respond within ${this.timeoutMs / 1000} s; increase --timeout, or use ` +
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
      `${this.address} is not a Prometheus server: ${found}; expected the URL without /api/v1`,
    );
  }
}

function parsedUrl(url: string): URL {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    throw new UserError(
      `--prometheus '${url}' is not a valid URL: expected http://host:9090 or https://host/path`,
    );
  }
  if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:') {
    throw new UserError(`--prometheus '${url}' has an unsupported protocol: expected http or https`);
  }
  return parsed;
}

function basic(user: string, password: string): string {
  const text = `${decodeURIComponent(user)}:${decodeURIComponent(password)}`;
  return `Basic ${Buffer.from(text).toString('base64')}`;
}

/** The cause of a `fetch` error contains the reason. */
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

/** The first line, shortened. */
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
