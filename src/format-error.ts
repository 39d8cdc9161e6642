// The error of a file that does not hold what it should: a checkpoint's, a tokenizer's, any JSON.

/** The message names the file, the field or tensor, its value and what is allowed. */
export class FormatError extends Error {
  override name = 'FormatError';
}
