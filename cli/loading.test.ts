// Which packages the terminal loads: none but those that a command needs.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { tandem, tandemProcess } from './terminal.fixture.ts';
import { writeTinyModels } from './tiny-models.fixture.ts';

vi.setConfig({ testTimeout: 180_000 });

/** A module that refuses to load the heavy packages. */
const REFUSAL = `export const resolve = (specifier, context, next) => {
  if (/^(vega|vite|@?playwright|@tensorflow|assemblyscript|webgpu|@jax-js|typescript)/.test(specifier))
    throw new Error('refused: ' + specifier);
  return next(specifier, context);
};`;
const asUrl = (code: string) => `data:text/javascript,${encodeURIComponent(code)}`;
const REGISTER = `import { register } from 'node:module'; register(${JSON.stringify(asUrl(REFUSAL))});`;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'tandem-'));
  await writeTinyModels(folder, ['jargon-senior', 'plain-junior']);
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(() => vi.stubEnv('NODE_OPTIONS', `--import=${asUrl(REGISTER)}`));
afterEach(() => vi.unstubAllEnvs());

test.each([[['--help']], [['train', '--help']], [['experiment', '--list']], [['bench', '--help']]])(
  '%j needs no heavy package',
  async (args) => {
    expect(await tandemProcess(args)).toEqual(await tandem(args));
  },
);

test('a run on our own kernels needs none either', async () => {
  const { code, stderr } = await tandemProcess([
    ...['train', '--steps', '1', '--prompts-per-step', '2', '--evaluation-problems', '8'],
    ...['--max-new-tokens', '8', '--quiet'],
    ...['--models', folder, '--out', path.join(folder, 'run')],
  ]);
  expect(code, stderr).toBe(0);
  expect(stderr, 'warnings only').toMatch(/^(warning at step \d+: .+\n)*$/);
});

test('an engine of TensorFlow.js loads it', async () => {
  const model = path.join(folder, 'plain-junior');
  const args = ['score', '--model', model, '--text', '1+1', '--engine', 'tfjs-cpu'];
  const { code, stderr } = await tandemProcess(args);
  expect(code).toBe(1);
  expect(stderr).toContain('refused: @tensorflow/');
});
