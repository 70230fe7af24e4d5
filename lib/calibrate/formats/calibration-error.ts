/** Thrown for unusable measurements. The message says which, and what is expected. */
export class CalibrationError extends Error {
  public constructor(message: string) {
    super(message);
    this.name = 'CalibrationError';
  }
}
