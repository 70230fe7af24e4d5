/** A bucket, or what is below a prefix of one. */
export interface S3Location {
  readonly bucket: string;
  /** Without slashes at its ends; empty for the whole bucket. */
  readonly prefix: string;
}

/** What a location may be, for messages. */
export const S3_LOCATION =
  's3a://BUCKET or s3a://BUCKET/PREFIX, a bucket of 3 to 63 of a-z, 0-9 and -, known when the app is synthesized';

/**
 * Takes an `s3a://` URI apart; undefined if it is none. Names with dots are refused: S3A cannot configure such a bucket
 * (HADOOP-17241), nor do certificates cover their host names.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
export function parseS3Location(uri: string): S3Location | undefined {
  const [, bucket, prefix = ''] =
    /^s3a:\/\/([a-z0-9][a-z0-9-]{1,61}[a-z0-9])(?:\/((?:[\w=.-]+\/)*[\w=.-]+))?\/?$/.exec(uri) ?? [];
  if (bucket === undefined || prefix.split('/').some((part) => /^\.+$/.test(part))) return undefined;
  return { bucket, prefix };
}
