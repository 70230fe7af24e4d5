import { AwsError } from '../errors/aws-error';
import { messageOf, UserError } from '../errors/user-error';

/** Names of errors of the SDK that say that it found no credentials. */
const NO_CREDENTIALS: readonly string[] = ['CredentialsProviderError', 'TokenProviderError'];

/**
 * Codes by which AWS says that credentials are not, or no more, good for anything.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html
 */
const BAD_CREDENTIALS: readonly string[] = [
  'AuthFailure',
  'ExpiredToken',
  'ExpiredTokenException',
  'IncompleteSignature',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
  'UnrecognizedClientException',
];

/** What to tell of the failure of the first call: that for the account which the credentials belong to. */
export function identityFailure(error: unknown, region: string): Error {
  const name = error instanceof Error ? error.name : '';
  if (NO_CREDENTIALS.includes(name)) {
    return new UserError(
      `no AWS credentials: give --profile NAME, set AWS_PROFILE or AWS_ACCESS_KEY_ID, or log in with aws sso login ` +
        `(${messageOf(error)})`,
      { cause: error },
    );
  }
  if (BAD_CREDENTIALS.includes(name)) {
    return new UserError(`AWS refuses the credentials: ${failureText(error)}`, { cause: error });
  }
  return new AwsError(`cannot reach AWS in ${region}: ${failureText(error)}`, { cause: error });
}

/** A failure in one line, with the code that AWS's documents explain. */
export function failureText(error: unknown): string {
  const text = messageOf(error);
  const name = error instanceof Error ? error.name : '';
  return name === '' || name === 'Error' || text.includes(name) ? text : `${name}: ${text}`;
}
