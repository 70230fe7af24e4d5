import { createServer, IncomingMessage, Server, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';

/** An answer: a status and JSON, or `hang` for none. */
export type FakeAnswer = readonly [status: number, body: unknown] | 'hang';

/** A request that was made. */
export interface SeenRequest {
  readonly method: string;
  /** Path with query, decoded. */
  readonly path: string;
  readonly body: string;
}

/** An HTTP server that answers as it is told, in place of an API server. */
export class FakeApiServer {
  public readonly seen: SeenRequest[] = [];
  private readonly server: Server;

  private constructor(answer: (request: SeenRequest) => FakeAnswer) {
    this.server = createServer((request, response) => void this.reply(request, response, answer));
  }

  public static async start(answer: (request: SeenRequest) => FakeAnswer): Promise<FakeApiServer> {
    const fake = new FakeApiServer(answer);
    await new Promise<void>((done) => fake.server.listen(0, '127.0.0.1', done));
    return fake;
  }

  public get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  public async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  private async reply(
    request: IncomingMessage,
    response: ServerResponse,
    answer: (request: SeenRequest) => FakeAnswer,
  ): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const seen = {
      method: request.method ?? '',
      path: decodeURIComponent(request.url ?? ''),
      body: Buffer.concat(chunks).toString(),
    };
    this.seen.push(seen);
    const answered = answer(seen);
    if (answered === 'hang') return;
    response.writeHead(answered[0], { 'content-type': 'application/json' });
    response.end(typeof answered[1] === 'string' ? answered[1] : JSON.stringify(answered[1]));
  }
}

/** What an API server says of what is not there. */
export const NOT_FOUND: FakeAnswer = [404, { kind: 'Status', message: 'not found' }];

/** The resources of the APIs that manifests use, as discovery gives them. */
const RESOURCES: Readonly<
  Record<string, readonly (readonly [kind: string, name: string, namespaced: boolean])[]>
> = {
  '/api/v1': [
    ['Namespace', 'namespaces', false],
    ['Service', 'services', true],
    ['ServiceAccount', 'serviceaccounts', true],
    ['ConfigMap', 'configmaps', true],
  ],
  '/apis/apps/v1': [
    ['StatefulSet', 'statefulsets', true],
    ['Scale', 'statefulsets/scale', true],
  ],
  '/apis/policy/v1': [['PodDisruptionBudget', 'poddisruptionbudgets', true]],
  '/apis/scheduling.k8s.io/v1': [['PriorityClass', 'priorityclasses', false]],
};

/** Discovery of an API; undefined if the path is not one. */
export function discovery(path: string): FakeAnswer | undefined {
  const resources = RESOURCES[path];
  if (resources === undefined) return undefined;
  return [200, { resources: resources.map(([kind, name, namespaced]) => ({ kind, name, namespaced })) }];
}
