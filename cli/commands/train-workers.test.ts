// Runs in worker threads: the same bytes whatever their number, and no thread outlives the command.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { tandem, tandemProcess } from '../terminal.fixture.ts';
import { writeTinyModels } from '../tiny-models.fixture.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'tandem-'));
  await writeTinyModels(folder, ['jargon-senior', 'plain-junior']);
});
afterAll(() => rm(folder, { recursive: true }));

// Advantages of -1, so that wrong answers alone, all a random model gives, move the weights.
const TINY = [
  ...['--steps', '2', '--prompts-per-step', '2', '--group-size', '3', '--evaluation-problems', '8'],
  ...['--max-new-tokens', '12', '--advantage', 'outcome', '--failure-weight', '-1'],
];
const train = (out: string, ...args: string[]) => [
  ...['train', ...TINY, '--quiet', '--models', folder],
  ...['--out', path.join(folder, out), ...args],
];

async function bytesOf(workers: string): Promise<readonly string[]> {
  const { code, stderr } = await tandem(train(workers, '--workers', workers));
  expect(code, stderr).toBe(0);
  const files = ['events.jsonl', 'rollouts.jsonl', 'senior/model.safetensors'];
  const bytes = files.map((file) => readFile(path.join(folder, workers, file), 'base64'));
  return [stderr, ...(await Promise.all(bytes))];
}

test('one, two and three workers give the same bytes and the same warnings', async () => {
  const alone = await bytesOf('1');
  expect(await bytesOf('2')).toEqual(alone);
  expect(await bytesOf('3')).toEqual(alone);
});

test('what a worker refuses is one line, and the process ends', async () => {
  const args = train('refused', '--workers', '2').map((arg) => (arg === '12' ? '512' : arg));
  const { code, stdout, stderr } = await tandemProcess(args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('128');
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
});

test('an engine that shares nothing says that it uses one', async () => {
  const args = train('tfjs', '--workers', '2', '--engine', 'tfjs-cpu');
  const { code, stderr } = await tandem(args.filter((arg) => arg !== '--quiet'));
  expect(code, stderr).toBe(0);
  expect(stderr).toContain('--workers is 2; tfjs-cpu uses 1\n');
});

test.each(['0', '65', 'many'])('--workers %s is refused', async (workers) => {
  const { code, stderr } = await tandem(train('none', '--workers', workers));
  expect(code).toBe(2);
  expect(stderr).toContain(`--workers is “${workers}”; allowed: whole numbers from 1 to 64.`);
});
