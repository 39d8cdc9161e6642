// Storage of runs: in the database, and in memory what the database refuses, which is reported once.
import { messageOf } from '../../../message-of.ts';
import type { Database, Tables } from './database.ts';
import { fromStored, type Solutions, toStored } from './solutions.ts';

export interface RunStorage {
  /** Runs and batches stored by earlier pages. */
  load(): Promise<{
    readonly runs: readonly Tables['runs'][];
    readonly batches: readonly Tables['batches'][];
  }>;
  put<K extends 'runs' | 'batches'>(table: K, value: Tables[K]): void;
  putSolutions(solutions: Solutions): void;
  remove(table: keyof Tables, id: string): void;
  solutions(id: string): Promise<Solutions | null>;
}

export function createRunStorage(database: Database, report: (problem: string) => void): RunStorage {
  /** Solutions that are not in the database, or not yet. */
  const memory = new Map<string, Solutions>();
  let isReported = false;
  const failed = (error: unknown) => {
    if (isReported) return;
    isReported = true;
    report(
      `This browser does not keep the runs (${messageOf(error)}): they stay until the page is closed. Export those that you need.`,
    );
  };
  const tried = async <T>(question: Promise<T>, otherwise: T): Promise<T> => {
    try {
      return await question;
    } catch (error) {
      failed(error);
      return otherwise;
    }
  };
  const putSolutions = async (value: Solutions) => {
    memory.set(value.id, value);
    const isKept = await tried(
      database.put('solutions', toStored(value)).then(() => true),
      false,
    );
    if (isKept && memory.get(value.id) === value) memory.delete(value.id);
  };
  return {
    load: async () => ({
      runs: await tried(database.all('runs'), []),
      batches: await tried(database.all('batches'), []),
    }),
    put: (table, value) => {
      void tried(database.put(table, value), undefined);
    },
    putSolutions: (solutions) => void putSolutions(solutions),
    remove: (table, id) => {
      if (table === 'solutions') memory.delete(id);
      void tried(database.remove(table, id), undefined);
    },
    solutions: async (id) => {
      const stored = memory.has(id) ? null : await tried(database.get('solutions', id), null);
      return memory.get(id) ?? (stored && fromStored(stored));
    },
  };
}
