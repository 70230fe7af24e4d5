/** The cluster did not do what it was asked to: it does not answer, or it refused. */
export class ClusterError extends Error {
  public constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ClusterError';
  }
}

/** Somebody ended a command before it was done. */
export class InterruptedError extends Error {
  public constructor(message: string) {
    super(message);
    this.name = 'InterruptedError';
  }
}
