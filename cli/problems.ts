// Errors that are the input's fault, told in one line with exit code 2; all others keep their stack.

import { EngineError } from '../src/engine/engine.ts';
import { FormatError } from '../src/format-error.ts';
import { PairError } from '../src/run/pair.ts';
import { TokenizerError } from '../src/tokenizer/tokenizer.ts';
import { UsageError } from './input/command.ts';

const INPUT_ERRORS = [UsageError, FormatError, PairError, EngineError, TokenizerError];

/** One line for an error that better input would avoid, null for any other. */
export function inputProblem(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const isInput = INPUT_ERRORS.some((kind) => error instanceof kind) || isFileError(error);
  return isInput ? error.message.replace(/\s*\n\s*/g, ' ') : null;
}

/** A file that cannot be opened, read or written: Node's message names it and why. */
function isFileError(error: Error): boolean {
  return 'syscall' in error && 'path' in error && 'code' in error;
}
