// tandem score: teacher-forced log-probs of given tokens or of a text under any checkpoint folder.
import process from 'node:process';
import { startEngine } from '../../node/engine.ts';
import { readBelow } from '../../node/files.ts';
import type { Checkpoint } from '../../src/checkpoint/checkpoint.ts';
import { type ReadFile, readCheckpoint } from '../../src/checkpoint/read.ts';
import { DEFAULTS } from '../../src/config/presets.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { createTokenizer } from '../../src/tokenizer/tokenizer.ts';
import {
  type Given,
  needed,
  noWords,
  type Option,
  type TerminalCommand,
  UsageError,
} from '../input/command.ts';
import { fieldOption, readFields } from '../input/field-options.ts';
import { readJsonFile } from '../input/json-file.ts';
import { MODELS_OPTION, modelFolder } from '../input/models.ts';
import { readTokenIds } from '../input/token-ids.ts';

const MODEL: Option = {
  name: 'model',
  value: 'NAME|DIR',
  help: 'A Llama or Qwen3 checkpoint folder in Hugging Face form.',
};

const OPTIONS: readonly Option[] = [
  MODEL,
  MODELS_OPTION,
  {
    name: 'ids',
    value: 'FILE.json',
    help: 'A list of lists of token ids; needs no tokenizer. Give this or --text.',
  },
  {
    name: 'text',
    value: 'STRING',
    help: "A text, encoded with the folder's tokenizer after <bos>. Give this or --ids.",
  },
  fieldOption('engine'),
];

export const command: TerminalCommand = {
  words: '',
  options: OPTIONS,
  notes: [
    'Prints {"token_logprobs": [[...]]}: for each sequence the natural log-probs of its tokens from the second on, each given the tokens before it, at temperature 1. A sequence of one token gives [].',
  ],
  run,
};

async function run(given: Given): Promise<number> {
  noWords(given);
  const folder = await modelFolder(
    MODEL.name,
    needed(given, MODEL),
    given.options.get(MODELS_OPTION.name),
  );
  const { engine: name } = readFields(DEFAULTS, OPTIONS, given);
  const { checkpoint, rows } = await readInput(given, folder);
  const engine = await startEngine(name);
  const token_logprobs = await tokenLogprobs(engine, checkpoint, rows);
  process.stdout.write(`${JSON.stringify({ token_logprobs })}\n`);
  return 0;
}

interface Input {
  readonly checkpoint: Checkpoint;
  readonly rows: readonly (readonly number[])[];
}

async function readInput({ options }: Given, folder: string): Promise<Input> {
  const text = options.get('text');
  const file = options.get('ids');
  if ((text === undefined) === (file === undefined)) {
    const found = text === undefined ? 'Neither --ids nor --text is' : 'Both --ids and --text are';
    throw new UsageError(`${found} given; give one of them.`);
  }
  const read = readBelow('');
  if (file !== undefined) {
    const checkpoint = await readCheckpoint(withoutTokenizer(read), folder);
    return { checkpoint, rows: readTokenIds(await readJsonFile(file), file, checkpoint.config) };
  }
  const checkpoint = await readCheckpoint(read, folder);
  return { checkpoint, rows: [encode(checkpoint, text ?? '', folder)] };
}

/** Ids need no tokenizer, so one that this project cannot read does not matter. */
function withoutTokenizer(read: ReadFile): ReadFile {
  return async (file) => (file.endsWith('tokenizer.json') ? null : read(file));
}

function encode({ tokenizer: json, config }: Checkpoint, text: string, folder: string): number[] {
  if (json === null) {
    throw new UsageError(`${folder} has no tokenizer.json, which --text needs; use --ids.`);
  }
  const tokenizer = createTokenizer(json);
  const ids = [tokenizer.bosId, ...tokenizer.encode(text)];
  if (ids.length <= config.contextLength) return ids;
  throw new UsageError(
    `--text has ${ids.length} tokens with <bos>; allowed: at most ${config.contextLength}, the context of the model.`,
  );
}

/** Log-probs of tokens 2 to T of each row, at temperature 1. */
async function tokenLogprobs(
  engine: Engine,
  checkpoint: Checkpoint,
  rows: Input['rows'],
): Promise<number[][]> {
  const model = await engine.load(checkpoint);
  const scored = rows.filter((row) => row.length > 1);
  const sequences = scored.map((row) => ({ prompt: row.slice(0, 1), tokens: row.slice(1) }));
  const scores = await engine.score(model, sequences, { temperature: 1, against: null });
  await engine.dispose(model);
  const found = new Map(scored.map((row, i) => [row, Array.from(scores[i]?.logprobs ?? [])]));
  return rows.map((row) => found.get(row) ?? []);
}
