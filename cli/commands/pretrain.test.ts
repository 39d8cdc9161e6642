// Shipping a checkpoint with the real terminal, from a finished training of tiny random weights.
import { mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readBelow } from '../../node/files.ts';
import { RECIPES } from '../../node/recipes.ts';
import { readCheckpoint } from '../../src/checkpoint/read.ts';
import { TASKS } from '../../src/tasks/index.ts';
import { secondStyle, withFirstLine } from '../pretrain/measure-checkpoint.ts';
import { tandem } from '../terminal.fixture.ts';
import { writeTinyModels } from '../tiny-models.fixture.ts';

const PATIENCE = 180_000;
const NAME = 'jargon-senior';
let folder = '';
const at = (...parts: string[]) => path.join(folder, ...parts);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'tandem-'));
  await writeTinyModels(at('work', NAME), ['final']);
}, PATIENCE);
afterAll(() => rm(folder, { recursive: true }));

const pretrain = (...args: string[]) =>
  tandem(['pretrain', NAME, '--work', at('work'), '--out', at('shipped'), ...args]);

test(
  'a finished recipe is shipped in f16 with a card, and not overwritten unasked',
  async () => {
    const { code, stdout, stderr } = await pretrain();
    expect(code, stderr).toBe(0);
    expect(stdout).toBe(`${NAME}: ${at('shipped', NAME)}\n`);
    const files = await readdir(at('shipped', NAME));
    expect(files).toEqual(expect.arrayContaining(['README.md', 'config.json', 'tokenizer.json']));
    const card = await readFile(at('shipped', NAME, 'README.md'), 'utf8');
    expect(card).toMatch(/\| solo accuracy \| \d+\.\d % \| \d+\.\d % to \d+\.\d % \|/);
    expect(card).toMatch(/\| plain continuation \| \d/);

    const shipped = await readCheckpoint(readBelow(at('shipped')), NAME);
    const trained = await readCheckpoint(readBelow(at('work', NAME)), 'final');
    const sizes = await Promise.all(
      [at('shipped', NAME), at('work', NAME, 'final')].map(async (place) => {
        return (await readFile(path.join(place, 'model.safetensors'))).length;
      }),
    );
    expect(sizes[0]).toBeLessThan(0.7 * (sizes[1] ?? 0));
    expect([...shipped.weights.keys()]).toEqual([...trained.weights.keys()]);
    for (const [name, { data }] of shipped.weights) {
      const full = trained.weights.get(name)?.data ?? new Float32Array();
      expect(data.every((value, i) => Math.abs(value - (full[i] ?? 0)) < 1e-3)).toBe(true);
    }

    const again = await pretrain();
    expect(again).toMatchObject({ code: 2, stdout: '' });
    expect(again.stderr).toContain('is there already; give --force to overwrite it.');

    await rename(at('shipped', NAME, 'README.md'), at('old-card.md'));
    const forced = await pretrain('--force', '--dtype', 'F32');
    expect(forced.code, forced.stderr).toBe(0);
    expect(await readFile(at('shipped', NAME, 'README.md'), 'utf8')).toContain('stored as | F32');
  },
  PATIENCE,
);

test('the second style is the rarer of two', () => {
  const of = (name: string) => {
    const recipe = RECIPES.get(name);
    return recipe === undefined ? undefined : secondStyle(recipe);
  };
  expect(of('jargon-senior')).toBe('plain');
  expect(of('french-senior')).toBe('english');
  expect(of('plain-junior')).toBeNull();
  expect(of('polyglot-senior')).toBeNull();
});

test('a given first line belongs to the prompt', () => {
  const problem = { key: '5+3', prompt: 'How many?\n', answer: 8 };
  expect(withFirstLine(TASKS.arithmetic, problem, 'jargon').prompt).toBe('How many?\n <<5+3=8>>\n');
});
