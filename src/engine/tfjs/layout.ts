// Sequences to rectangular batches: prompts padded on the left, completions on the right.
import type { Sequence } from '../engine.ts';

// Completions share their columns. Rotary positions are relative, so the offset changes nothing.

/** Columns of a batch: P prompt columns, C completion columns. */
export interface Columns {
  readonly prompt: number;
  readonly completion: number;
}

export interface Layout {
  readonly rows: number;
  /** T = P + C - 1: the last token is only ever a target. */
  readonly columns: number;
  /** [B * T] */
  readonly ids: Int32Array;
  /** [B * T * T] added to scores: 0 where query i may see key j, -1e9 elsewhere. */
  readonly mask: Float32Array;
  /** [B * C]; 0 after a sequence's end. */
  readonly targets: Int32Array;
}

const HIDDEN = -1e9;

export function columnsOf(sequences: readonly Sequence[]): Columns {
  return {
    prompt: Math.max(...sequences.map((s) => s.prompt.length)),
    completion: Math.max(...sequences.map((s) => s.tokens.length)),
  };
}

export function layout(sequences: readonly Sequence[], { prompt, completion }: Columns): Layout {
  const rows = sequences.length;
  const columns = prompt + completion - 1;
  const ids = new Int32Array(rows * columns);
  const mask = new Float32Array(rows * columns * columns).fill(HIDDEN);
  const targets = new Int32Array(rows * completion);
  sequences.forEach((sequence, row) => {
    const first = prompt - sequence.prompt.length;
    const all = [...sequence.prompt, ...Array.from(sequence.tokens)];
    all.slice(0, columns - first).forEach((id, i) => {
      ids[row * columns + first + i] = id;
    });
    targets.set(sequence.tokens, row * completion);
    for (let query = first; query < columns; query++) {
      const start = (row * columns + query) * columns;
      mask.fill(0, start + first, start + query + 1);
    }
  });
  return { rows, columns, ids, mask, targets };
}

/** Rows that fit a budget of attention entries, so that memory does not grow with the batch. */
export function rowsPerChunk({ prompt, completion }: Columns): number {
  const columns = prompt + completion;
  return Math.max(1, Math.floor(1_500_000 / (columns * columns)));
}
