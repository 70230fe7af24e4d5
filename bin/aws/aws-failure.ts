import { AwsError } from '../errors/aws-error';
import { messageOf, UserError } from '../errors/user-error';

/** Names of SDK errors for missing credentials. */
const NO_CREDENTIALS: readonly string[] = ['CredentialsProviderError', 'TokenProviderError'];

/**
 * Error codes for credentials that are invalid or have expired.
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

/** The error to report if the first call fails, which looks up the account of the credentials. */
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

/** A failure on one line, with the error code from the AWS documentation. */
export function failureText(error: unknown): string {
  const text = messageOf(error);
  const name = error instanceof Error ? error.name : '';
  return name === '' || name === 'Error' || text.includes(name) ? text : `${name}: ${text}`;
}
