/** Thrown if the cluster does not respond, or refuses a request. */
export class ClusterError extends Error {
  public constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ClusterError';
  }
}

/** Thrown if a command is interrupted. */
export class InterruptedError extends Error {
  public constructor(message: string) {
    super(message);
    this.name = 'InterruptedError';
  }
}
