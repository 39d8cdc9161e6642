// The terminal on fixtures: score, verify-losses, help and refusals.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isJsonObject } from '../src/json.ts';
import { GOLDEN_MODELS, goldenFolder } from '../test/fixtures/golden.ts';
import { tandem, tandemProcess } from './terminal.fixture.ts';

const PATIENCE = 120_000;
const LOSSES = 'test/fixtures/golden/policy-loss.json';
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'tandem-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, content: string): Promise<string> {
  const place = path.join(folder, name);
  await writeFile(place, content);
  return place;
}

async function readObject(place: string): Promise<Record<string, unknown>> {
  const json: unknown = JSON.parse(await readFile(place, 'utf8'));
  if (!isJsonObject(json)) throw new Error(`${place} is no object`);
  return { ...json };
}

function numbers(value: unknown): number[] {
  return Array.isArray(value) ? value.flatMap(numbers) : [Number(value)];
}

test.each(GOLDEN_MODELS)(
  'score gives the reference log-probs of %s',
  async (model) => {
    const expected = await readObject(path.join(goldenFolder(model), 'expected.json'));
    const ids = await file(`${model}.json`, JSON.stringify(expected.input_ids));
    const { code, stdout, stderr } = await tandem([
      'score',
      ...['--model', goldenFolder(model)],
      ...['--ids', ids],
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.trimEnd()).not.toContain('\n');
    const found = numbers(JSON.parse(stdout).token_logprobs);
    const wanted = numbers(expected.token_logprobs);
    expect(found).toHaveLength(wanted.length);
    const errors = found.map((value, i) => Math.abs(value - (wanted[i] ?? Number.NaN)));
    expect(Math.max(...errors)).toBeLessThan(1e-4);
  },
  PATIENCE,
);

test(
  'sequences may differ in length; a token alone has no log-prob',
  async () => {
    const ids = await file('lengths.json', '[[1],[3,2,1,4],[3,2],[3,2,1]]');
    const { stdout } = await tandem(['score', '--model', goldenFolder('llama-tied'), '--ids', ids]);
    const rows: number[][] = JSON.parse(stdout).token_logprobs;
    expect(rows.map((row) => row.length)).toEqual([0, 3, 1, 2]);
    const [, long = [], short = [], middle = []] = rows;
    expect(short[0]).toBeCloseTo(long[0] ?? Number.NaN, 4);
    expect(middle[1]).toBeCloseTo(long[1] ?? Number.NaN, 4);
  },
  PATIENCE,
);

test(
  'verify-losses passes the reference file and fails a changed one',
  async () => {
    const passed = await tandem(['verify-losses', LOSSES]);
    expect(passed).toMatchObject({ code: 0, stderr: '' });
    expect(passed.stdout).toMatch(/\b(\d+) cases: \1 ok, 0 off, 0 unknown/);

    const json = await readObject(LOSSES);
    const results = isJsonObject(json.results) ? json.results : {};
    const [[name, first] = ['', {}]] = Object.entries(results);
    const result = isJsonObject(first) ? first : {};
    const changed = {
      ...results,
      [name]: { ...result, loss: Number(result.loss) + 1e-4 },
      'verl/nobody-knows/all_tokens': result,
    };
    const bad = await file('changed.json', JSON.stringify({ ...json, results: changed }));
    const failed = await tandem(['verify-losses', bad]);
    expect(failed.code).toBe(1);
    expect(failed.stdout).toContain(' 1 off, 1 unknown');
    expect(failed.stdout).toMatch(/1\.0e-4 +\S+ +OFF/);
    expect(failed.stdout).toMatch(/verl\/nobody-knows\/all_tokens.* unknown/);
  },
  PATIENCE,
);

test(
  'help lists every command, and the options of one',
  async () => {
    const [tool, train] = await Promise.all([tandem(['--help']), tandem(['train', '--help'])]);
    expect(tool.code).toBe(0);
    for (const name of ['train', 'evaluate', 'rollout', 'score', 'verify-losses', 'pretrain']) {
      expect(tool.stdout).toContain(`  ${name} `);
    }
    expect(train.code).toBe(0);
    expect(train.stdout).toContain('--senior-probability X');
    expect(train.stdout).toContain('npm run -s tandem');
  },
  PATIENCE,
);

test(
  'as a process: what was asked for, a line for what was refused, and the code',
  async () => {
    const [help, refused] = await Promise.all([
      tandemProcess(['--help']),
      tandemProcess(['trian']),
    ]);
    expect(help).toEqual(await tandem(['--help']));
    expect(refused).toEqual(await tandem(['trian']));
    expect(refused.code).toBe(2);
  },
  PATIENCE,
);

const refusals: readonly (readonly [readonly string[], string])[] = [
  [['trian'], '“trian” is not a command; allowed: train, evaluate'],
  [['train', '--stepz', '3'], '--stepz is not an option of train'],
  [['train', '--steps', '0'], '--steps is “0”; allowed: whole numbers from 1'],
  [['train', '--models', '/nowhere'], '--senior is “jargon-senior”; allowed: the name of a folder'],
  [['train', '--task', 'logic'], 'Senior (senior): “jargon-senior” solves arithmetic, but Task'],
  [['train', '#v=1&p=jargon&task=logic'], '“jargon-senior” solves arithmetic'],
  [['rollout', '--junior', 'logic-junior'], 'Junior (junior): “logic-junior” solves logic'],
  [['evaluate', '--senior', 'plain-junior', '--task', 'logic'], '“plain-junior” solves arithmetic'],
  [['train', '#v=1&p=jargon&zz=1'], '“zz” is not a setting'],
  [['evaluate', '--senior', 'src'], 'config.json is absent'],
  [['score', '--model', 'src', '--ids', 'package.json'], 'config.json is absent'],
  [['score', '--model', goldenFolder('llama-tied'), '--text', 'a'], 'has no tokenizer.json'],
  [['score', '--model', goldenFolder('llama-tied'), '--ids', 'package.json'], 'the file is {'],
  [['verify-losses', 'package.json'], 'inputs is missing'],
  [['verify-losses', 'no-such-file'], 'no such file'],
  [['pretrain', 'nobody'], 'The recipe is “nobody”; allowed: all, able-junior'],
];

test.each(refusals)(
  '%j is refused in one line',
  async (args, message) => {
    const junior = args[0] === 'evaluate' ? ['--junior', goldenFolder('llama-tied')] : [];
    const { code, stdout, stderr } = await tandem([...args, ...junior]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  },
  PATIENCE,
);
