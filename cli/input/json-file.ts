// Reads JSON files that the command line names.
import { readFile } from 'node:fs/promises';
import { messageOf } from '../../src/message-of.ts';
import { UsageError } from './command.ts';

/** @throws UsageError when the file is not UTF-8 JSON; Node's own error when it cannot be read */
export async function readJsonFile(file: string): Promise<unknown> {
  const bytes = await readFile(file);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    const why = messageOf(error);
    throw new UsageError(`${file} is not UTF-8 JSON: ${why}.`);
  }
}
