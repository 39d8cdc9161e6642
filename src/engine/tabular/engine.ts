// The exact engine of tests: models are tables, all arithmetic is f64, results can be checked manually.
import type { Weights } from '../../checkpoint/checkpoint.ts';
import { checkBatch, checkRequest, checkSequences } from '../check.ts';
import { type Engine, EngineError, type Model, type Moments } from '../engine.ts';
import { shards, updateInShards } from '../shards.ts';
import { generateRow } from './generate.ts';
import { scoreSequence } from './score.ts';
import { readTables, TABLES, type Table } from './table.ts';
import { type TrainedTable, tableGradients, updateTable } from './update.ts';

/** The models an engine holds, by handle. */
function modelStore() {
  const held = new Map<number, TrainedTable>();
  let made = 0;
  const get = (model: Model): TrainedTable => {
    const trained = held.get(model.id);
    if (trained === undefined) throw new EngineError(`model ${model.id} is not loaded`);
    return trained;
  };
  const add = (table: Table): Model => {
    made += 1;
    held.set(made, { table, moments: null });
    return { id: made, config: table.config };
  };
  const set = (model: Model, trained: TrainedTable) => held.set(model.id, trained);
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

function copyMoments(moments: Moments | null): Moments | null {
  if (moments === null) return null;
  const { updates, first, second } = moments;
  return { updates, first: first.slice(), second: second.slice() };
}

function assigned(table: Table, weights: Weights): Table {
  const tables = readTables(table.config, weights);
  const odd = TABLES.find((name) => table.weights.has(name) !== tables.has(name));
  if (odd !== undefined) throw new EngineError(`weight ${odd} is not in both model and weights`);
  return { config: table.config, weights: tables };
}

/** An engine whose models are next-token tables (see table.ts); position `t` counts from 0 after the prompt. */
export function tabularEngine(): Engine {
  const models = modelStore();
  const halves: Pick<Engine, 'gradients' | 'apply'> = {
    gradients: async (model, batch, temperature) => {
      const { table } = models.get(model);
      checkBatch(table, batch);
      return tableGradients(table, batch, temperature);
    },
    apply: async (model, flat, optimizer) => {
      const { trained, norm } = updateTable(models.get(model), flat, optimizer);
      models.set(model, trained);
      return norm;
    },
  };
  return {
    info: { name: 'tabular', reason: 'Next-token tables, for tests and lessons.' },
    shares: { scores: true, updates: true },
    load: async ({ config, weights }) =>
      models.add({ config, weights: readTables(config, weights) }),
    generate: async (senior, junior, request) => {
      const pair = { senior: models.get(senior).table, junior: models.get(junior).table };
      checkRequest(pair.senior, pair.junior, request);
      return request.rows.map((row) => generateRow(pair, request, row));
    },
    score: async (model, sequences, { temperature, against }) => {
      const { table } = models.get(model);
      const other = against === null ? null : models.get(against).table;
      checkSequences(table, sequences);
      return sequences.map((sequence) => scoreSequence(table, sequence, temperature, other));
    },
    ...halves,
    update: (model, batch, temperature, optimizer) =>
      updateInShards({
        parts: shards(batch),
        gradients: [(part) => halves.gradients(model, part, temperature)],
        apply: (flat) => halves.apply(model, flat, optimizer),
      }),
    weights: async (model) => copyWeights(models.get(model).table),
    moments: async (model) => copyMoments(models.get(model).moments),
    assign: async (model, weights, moments) => {
      const before = models.get(model);
      const table = assigned(before.table, weights);
      const kept = moments === undefined ? before.moments : copyMoments(moments);
      models.set(model, { table, moments: kept });
    },
    dispose: async (model) => {
      models.remove(model);
    },
  };
}
