// Reads JSON whose form is unknown: narrows values and says what a field should have been. Knows no
// particular file.

export type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value if it is an object, else a CheckpointError; `what` begins the message, e.g. 'config.json'. */
export function expectObject(value: unknown, what: string): JsonObject {
  if (!isJsonObject(value)) {
    throw new CheckpointError(`${what} is ${show(value)}; allowed: a JSON object.`);
  }
  return value;
}

/** Parses the bytes of a file as UTF-8 JSON; a CheckpointError names the file. */
export function parseJson(bytes: Uint8Array, file: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw new CheckpointError(`${file} is not UTF-8 JSON: ${error}.`);
  }
}

/** A value as a message shows it: JSON, cut to 60 characters. */
export function show(value: unknown): string {
  const text = value === undefined ? 'absent' : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** A file that is not what it should be. The message names the file, the value and what is allowed. */
export class CheckpointError extends Error {
  override name = 'CheckpointError';
}
