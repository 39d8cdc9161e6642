// Reads lists of token ids from JSON.
import type { ModelConfig } from '../../src/checkpoint/checkpoint.ts';
import { show } from '../../src/json.ts';
import { UsageError } from './command.ts';

/**
 * The JSON as a list of lists of token ids that the model can score.
 * @param file name used in messages
 * @throws UsageError naming the first place at fault, its value and what is allowed
 */
export function readTokenIds(
  json: unknown,
  file: string,
  { vocabSize, contextLength }: Pick<ModelConfig, 'vocabSize' | 'contextLength'>,
): readonly (readonly number[])[] {
  const refuse = (place: string, found: string, allowed: string) =>
    new UsageError(`${file}: ${place} is ${found}; allowed: ${allowed}.`);
  const readId = (id: unknown, place: string): number => {
    if (typeof id === 'number' && Number.isInteger(id) && id >= 0 && id < vocabSize) return id;
    throw refuse(place, show(id), `token ids, integers from 0 to ${vocabSize - 1}`);
  };
  const readRow = (row: unknown, place: string): number[] => {
    if (!Array.isArray(row)) throw refuse(place, show(row), 'a list of token ids');
    if (row.length < 1 || row.length > contextLength) {
      throw refuse(`the length of ${place}`, String(row.length), `1 to ${contextLength} tokens`);
    }
    return row.map((id, column) => readId(id, `${place}[${column}]`));
  };
  if (!Array.isArray(json)) throw refuse('the file', show(json), 'a list of lists of token ids');
  return json.map((row, index) => readRow(row, `sequence [${index}]`));
}
