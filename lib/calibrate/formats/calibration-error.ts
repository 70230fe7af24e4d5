/** Measurements that cannot be used; the message says which, and what is expected. */
export class CalibrationError extends Error {
  public constructor(message: string) {
    super(message);
    this.name = 'CalibrationError';
  }
}
