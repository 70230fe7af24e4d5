import { createServer, IncomingMessage, Server } from 'node:http';
import { AddressInfo } from 'node:net';

/** An answer, or a refusal by the code that AWS's documents explain. */
export type FakeAnswer = { readonly body: string } | { readonly refused: string };

/** What a call asked. */
export interface FakeCall {
  /** Name of the action: `DescribeVolumes`. */
  readonly action: string;
  /** Parameters of a query, or the members of a JSON document. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** AWS's API of several services, as far as `answer` knows it; what it does not is refused. */
export class FakeAws {
  public static async start(answer: (call: FakeCall) => FakeAnswer | undefined): Promise<FakeAws> {
    const calls: FakeCall[] = [];
    const server = createServer((request, response) => {
      void callOf(request).then((call) => {
        calls.push(call);
        const answered = answer(call) ?? { refused: 'AccessDeniedException' };
        const json = request.headers['x-amz-target'] !== undefined || request.method === 'GET';
        response.setHeader('content-type', json ? 'application/x-amz-json-1.1' : 'text/xml');
        if ('body' in answered) {
          response.end(answered.body);
        } else {
          response.statusCode = 400;
          response.setHeader('x-amzn-errortype', answered.refused);
          response.end(json ? jsonError(answered.refused) : xmlError(call.action, answered.refused));
        }
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return new FakeAws(server, calls);
  }

  private constructor(
    private readonly server: Server,
    /** All calls, in the order in which they came. */
    public readonly calls: readonly FakeCall[],
  ) {}

  /** Variables that lead the SDK here. */
  public get env(): Record<string, string> {
    const { port } = this.server.address() as AddressInfo;
    return {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
      AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_MAX_ATTEMPTS: '1',
    };
  }

  public async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }
}

async function callOf(request: IncomingMessage): Promise<FakeCall> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  const target = request.headers['x-amz-target'];
  if (typeof target === 'string') {
    return {
      action: target.slice(target.indexOf('.') + 1),
      parameters: JSON.parse(text) as Record<string, string>,
    };
  }
  // EKS has paths in place of actions.
  if (request.method === 'GET') return { action: `GET ${request.url ?? ''}`, parameters: {} };
  const parameters = Object.fromEntries(new URLSearchParams(text));
  return { action: parameters.Action ?? '', parameters };
}

function jsonError(code: string): string {
  return JSON.stringify({ __type: code, message: `refused: ${code}` });
}

/** EC2 writes its errors in another way than the other services that answer in XML. */
function xmlError(action: string, code: string): string {
  const error = `<Code>${code}</Code><Message>refused: ${code}</Message>`;
  return action.startsWith('Describe')
    ? `<Response><Errors><Error>${error}</Error></Errors><RequestID>1</RequestID></Response>`
    : `<ErrorResponse><Error><Type>Sender</Type>${error}</Error><RequestId>1</RequestId></ErrorResponse>`;
}
