// Reads JSON whose form is unknown: narrows values and says what a field should have been.
import { FormatError } from './format-error.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value if it is an object, else a FormatError; `what` begins the message, e.g. 'config.json'. */
export function expectObject(value: unknown, what: string): JsonObject {
  if (!isJsonObject(value)) {
    throw new FormatError(`${what} is ${show(value)}; allowed: a JSON object.`);
  }
  return value;
}

/** Parses the bytes of a file as UTF-8 JSON; a FormatError names the file. */
export function parseJson(bytes: Uint8Array, file: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw new FormatError(`${file} is not UTF-8 JSON: ${error}.`);
  }
}

/** A value as a message shows it: JSON, cut to 60 characters. */
export function show(value: unknown): string {
  const text = value === undefined ? 'absent' : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
