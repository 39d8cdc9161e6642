// Errors that better input would avoid, in one line with exit code 2; all others keep their stack.

/** By name, which errors of worker threads keep, unlike their class. */
const INPUT_ERRORS: ReadonlySet<string> = new Set([
  'UsageError',
  'FormatError',
  'PairError',
  'EngineError',
  'DeviceLostError',
  'TokenizerError',
]);

/** One line for an error that better input would avoid, null for any other. */
export function inputProblem(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const isInput = INPUT_ERRORS.has(error.name) || isFileError(error);
  return isInput ? error.message.replace(/\s*\n\s*/g, ' ') : null;
}

/** A file that cannot be opened, read or written: Node's message names it and why. */
function isFileError(error: Error): boolean {
  return 'syscall' in error && 'path' in error && 'code' in error;
}
