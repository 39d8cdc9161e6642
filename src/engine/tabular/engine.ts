// The exact engine of tests and lessons: models are tables, all arithmetic is f64, results can be
// checked by hand. Holds the models; the work is in generate.ts, score.ts and update.ts.
import type { Weights } from '../../checkpoint/checkpoint.ts';
import { type Engine, EngineError, type Model, type WeightedSequence } from '../engine.ts';
import { checkRequest, checkSequences } from './check.ts';
import { generateRow } from './generate.ts';
import { scoreSequence } from './score.ts';
import { readTables, TABLES, type Table } from './table.ts';
import { updateTable } from './update.ts';

/** The models an engine holds, by handle. */
function shelf() {
  const held = new Map<number, Table>();
  let made = 0;
  const get = (model: Model): Table => {
    const table = held.get(model.id);
    if (table === undefined) throw new EngineError(`model ${model.id} is not loaded`);
    return table;
  };
  const add = (table: Table): Model => {
    made += 1;
    held.set(made, table);
    return { id: made, config: table.config };
  };
  const set = (model: Model, table: Table) => held.set(model.id, table);
  return { get, add, set, remove: (model: Model) => held.delete(model.id) };
}

function copyWeights({ config, weights }: Table): Weights {
  const rows = { bigram: config.vocabSize, position: config.contextLength };
  return new Map(
    [...weights].map(([name, data]) => [
      name,
      { shape: [rows[name], config.vocabSize], data: data.slice() },
    ]),
  );
}

function assigned(table: Table, weights: Weights): Table {
  const tables = readTables(table.config, weights);
  const odd = TABLES.find((name) => table.weights.has(name) !== tables.has(name));
  if (odd !== undefined) throw new EngineError(`weight ${odd} is not in both model and weights`);
  return { config: table.config, weights: tables };
}

function checkGradients(batch: readonly WeightedSequence[]): void {
  const odd = batch.find(({ gradients, tokens }) => gradients.length !== tokens.length);
  if (odd === undefined) return;
  throw new EngineError(`${odd.gradients.length} gradients for ${odd.tokens.length} tokens`);
}

/** An engine whose models are next-token tables (see table.ts); position `t` counts from 0 after the prompt. */
export function tabularEngine(): Engine {
  const models = shelf();
  return {
    info: { name: 'tabular', reason: 'Next-token tables, for tests and lessons.' },
    load: async ({ config, weights }) =>
      models.add({ config, weights: readTables(config, weights) }),
    generate: async (senior, junior, request) => {
      const pair = { senior: models.get(senior), junior: models.get(junior) };
      checkRequest(pair.senior, pair.junior, request);
      return request.rows.map((row) => generateRow(pair, request, row));
    },
    score: async (model, sequences, { temperature, against }) => {
      const table = models.get(model);
      const other = against === null ? null : models.get(against);
      checkSequences(table, sequences);
      return sequences.map((sequence) => scoreSequence(table, sequence, temperature, other));
    },
    update: async (model, batch, temperature, optimizer) => {
      const before = models.get(model);
      checkSequences(before, batch);
      checkGradients(batch);
      const { table, report } = updateTable(before, batch, temperature, optimizer);
      models.set(model, table);
      return report;
    },
    weights: async (model) => copyWeights(models.get(model)),
    assign: async (model, weights) => {
      models.set(model, assigned(models.get(model), weights));
    },
    dispose: async (model) => {
      models.remove(model);
    },
  };
}
