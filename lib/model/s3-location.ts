/** A bucket, or a prefix in a bucket. */
export interface S3Location {
  readonly bucket: string;
  /** Without leading and trailing slashes. Empty for the whole bucket. */
  readonly prefix: string;
}

/** Allowed locations, for messages. */
export const S3_LOCATION =
  's3a://BUCKET or s3a://BUCKET/PREFIX, with a bucket name of 3 to 63 of a-z, 0-9 and -, known at synthesis';

/**
 * Parses an `s3a://` URI. Returns undefined if it is invalid. Bucket names with dots are not allowed: S3A cannot
 * configure such a bucket (HADOOP-17241), and certificates do not cover its host name.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
export function parseS3Location(uri: string): S3Location | undefined {
  const [, bucket, prefix = ''] =
    /^s3a:\/\/([a-z0-9][a-z0-9-]{1,61}[a-z0-9])(?:\/((?:[\w=.-]+\/)*[\w=.-]+))?\/?$/.exec(uri) ?? [];
  if (bucket === undefined || prefix.split('/').some((part) => /^\.+$/.test(part))) return undefined;
  return { bucket, prefix };
}
