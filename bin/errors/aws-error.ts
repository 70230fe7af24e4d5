/** AWS did not do what it was asked to: it does not answer, or it refused. */
export class AwsError extends Error {
  public constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'AwsError';
  }
}
