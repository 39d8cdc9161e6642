// Whole runs of the terminal on tiny random checkpoints.
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readBelow } from '../../node/files.ts';
import { readCheckpoint } from '../../src/checkpoint/read.ts';
import { METRICS } from '../../src/metrics/metrics.ts';
import { tandem, tandemProcess } from '../terminal.fixture.ts';
import { writeTinyModels } from '../tiny-models.fixture.ts';

const PATIENCE = 180_000;
// Outcome advantages of -1, so that wrong answers alone, all a random model gives, move the weights.
const TINY = [
  ['--steps', '2'],
  ['--prompts-per-step', '2'],
  ['--group-size', '2'],
  ['--evaluation-problems', '8'],
  ['--max-new-tokens', '12'],
  ['--advantage', 'outcome'],
  ['--failure-weight', '-1'],
].flat();
const LINK = '#v=1&p=jargon&adv=outcome&c=-1&prompts=2&group=2&length=12&evaln=8&steps=2';

let folder = '';
const at = (...parts: string[]) => path.join(folder, ...parts);
const lines = async (...parts: string[]) =>
  (await readFile(at(...parts), 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
const train = (out: string, ...args: string[]) =>
  tandem(['train', ...args, '--models', at('models'), '--out', at(out)]);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'tandem-'));
  await writeTinyModels(at('models'), ['jargon-senior', 'plain-junior']);
}, PATIENCE);
afterAll(() => rm(folder, { recursive: true }));

test(
  'a run leaves record, events, rollouts and the trained senior, and one line of JSON',
  async () => {
    const { code, stdout, stderr } = await train('first', '--json', ...TINY);
    expect(code, stderr).toBe(0);
    expect(stdout.split('\n')).toHaveLength(2);
    expect(stderr).toContain('Run folder: ');
    const result = JSON.parse(stdout);
    expect(Object.keys(result).join(' ')).toBe(
      'config engine seconds secondsPerStep initial final',
    );
    for (const part of [result.initial, result.final]) {
      expect(Object.keys(METRICS)).toEqual(expect.arrayContaining(Object.keys(part)));
      expect(Object.values(part).every(Number.isFinite)).toBe(true);
      expect(part).toHaveProperty(['reward/mean']);
      expect(part).toHaveProperty(['junior/accuracy']);
    }
    expect(result.final['drift/initial_kl']).toBeGreaterThan(0);

    expect((await readdir(at('first'))).sort()).toEqual([
      'events.jsonl',
      'rollouts.jsonl',
      'run.json',
      'senior',
      'timing.jsonl',
    ]);
    const record = JSON.parse(await readFile(at('first', 'run.json'), 'utf8'));
    expect(record).toMatchObject({
      status: 'finished',
      step: 2,
      preset: 'jargon',
      link: LINK.slice(1),
      config: result.config,
      engine: result.engine,
    });
    expect((await lines('first', 'events.jsonl')).map((event) => event.kind)).toEqual([
      'start',
      'evaluation',
      'warning',
      'step',
      'step',
      'evaluation',
      'end',
    ]);
    const rollouts = await lines('first', 'rollouts.jsonl');
    expect(rollouts.map(({ step, group }) => [step, group].join())).toEqual([
      '1,0',
      '1,0',
      '1,1',
      '1,1',
      '2,0',
      '2,0',
      '2,1',
      '2,1',
    ]);
    for (const row of rollouts) {
      for (const name of ['authors', 'redraws', 'senior_logprobs', 'junior_logprobs']) {
        expect(row[name]).toHaveLength(row.tokens.length);
      }
    }
    const senior = await readCheckpoint(readBelow(at('first')), 'senior');
    const before = await readCheckpoint(readBelow(at('models')), 'jargon-senior');
    expect(senior.tokenizer).toEqual(before.tokenizer);
    expect(senior.weights).not.toEqual(before.weights);
  },
  PATIENCE,
);

test(
  'the seconds of each step have a file and a line of their own, and are in no event',
  async () => {
    const { code, stdout, stderr } = await train('timed', '--quiet', ...TINY);
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(
      /\nSeconds per step: [\d.]+ \([\d.]+ to [\d.]+\), evaluations left out\n/,
    );
    const times = await lines('timed', 'timing.jsonl');
    expect(times.map(({ step }) => step)).toEqual([1, 2]);
    expect(times.every(({ seconds }) => seconds > 0)).toBe(true);
    expect(await readFile(at('timed', 'events.jsonl'), 'utf8')).not.toContain('seconds');
  },
  PATIENCE,
);

test(
  'flags and link of one run give the same bytes; a table and the folder are printed',
  async () => {
    const [flags, link] = await Promise.all([
      train('flags', ...TINY),
      train('link', '--quiet', LINK),
    ]);
    expect(flags.code, flags.stderr).toBe(0);
    expect(link.code, link.stderr).toBe(0);
    expect(link.stderr, 'no progress, but warnings').toMatch(
      /^(warning at step 1: .+ cut off .+\n)+$/,
    );
    expect(link.stdout).toMatch(/^metric +initial +final +unit\nreward\/mean .* share\n/);
    expect(link.stdout.trimEnd().split('\n').at(-1)).toBe(`Run folder: ${at('link')}`);
    for (const name of ['events.jsonl', 'rollouts.jsonl', 'senior/model.safetensors']) {
      const same = Buffer.compare(
        await readFile(at('flags', name)),
        await readFile(at('link', name)),
      );
      expect([name, same]).toEqual([name, 0]);
    }
    const again = await train('link', LINK);
    expect(again).toMatchObject({ code: 2, stdout: '' });
    expect(again.stderr).toContain('which is not empty; allowed: a new or empty folder.');
  },
  PATIENCE,
);

test(
  'Ctrl-C stops after the step and keeps what is there',
  async () => {
    let sent = false;
    const { code, stdout } = await tandemProcess(
      [...['train', ...TINY, '--models', at('models'), '--out', at('stopped'), '--json']].map(
        (arg, i, all) => (all[i - 1] === '--steps' ? '5000' : arg),
      ),
      (stderr, interrupt) => {
        if (sent || !stderr.includes('/5000')) return;
        sent = true;
        interrupt();
      },
    );
    expect(code).toBe(130);
    const record = JSON.parse(await readFile(at('stopped', 'run.json'), 'utf8'));
    const events = await lines('stopped', 'events.jsonl');
    const rollouts = await lines('stopped', 'rollouts.jsonl').catch(() => []);
    expect(record.status).toBe('interrupted');
    expect(record.step).toBeLessThan(5000);
    expect(events.filter(({ kind }) => kind === 'step')).toHaveLength(record.step);
    expect(rollouts).toHaveLength(4 * record.step);
    expect(Object.keys(JSON.parse(stdout).initial)).toContain('solo/accuracy');
    expect(await readCheckpoint(readBelow(at('stopped')), 'senior')).toBeDefined();
  },
  PATIENCE,
);

test(
  'evaluate and rollout work on folders and names',
  async () => {
    const pair = ['--models', at('models'), '--junior', 'plain-junior', '--max-new-tokens', '12'];
    const [evaluated, written] = await Promise.all([
      tandem([
        'evaluate',
        ...pair,
        '--senior',
        at('models/jargon-senior'),
        '--json',
        '--problems',
        '8',
      ]),
      tandem(['rollout', ...pair, '--senior', 'jargon-senior', '--count', '2']),
    ]);
    expect(evaluated.code, evaluated.stderr).toBe(0);
    const { metrics, intervals, split } = JSON.parse(evaluated.stdout);
    expect(split).toBe('validation');
    expect(metrics['solo/accuracy']).toBeGreaterThanOrEqual(intervals['solo/accuracy'][0]);
    expect(written.code, written.stderr).toBe(0);
    expect(written.stdout).toMatch(/^▸S senior {2}▸J junior/);
    expect(written.stdout.match(/^reward [01] /gm)).toHaveLength(2);
  },
  PATIENCE,
);

test(
  'a damaged checkpoint and other vocabularies are refused in one line',
  async () => {
    const damage = async (name: string, change: (place: string) => Promise<void>) => {
      await cp(at('models/plain-junior'), at('bad', name), { recursive: true });
      await change(at('bad', name));
      return tandem([
        ...['evaluate', '--models', at('models'), '--problems', '8'],
        ...['--senior', 'jargon-senior', '--junior', at('bad', name)],
      ]);
    };
    const cut = await damage('cut', async (place) => {
      const weights = path.join(place, 'model.safetensors');
      await writeFile(weights, (await readFile(weights)).subarray(0, -100));
    });
    const other = await damage('other', async (place) => {
      const tokenizer = path.join(place, 'tokenizer.json');
      const text = await readFile(tokenizer, 'utf8');
      await writeFile(tokenizer, text.replaceAll('"<eos>"', '"<end>"'));
    });
    const long = await tandem([
      ...['evaluate', '--models', at('models'), '--problems', '8', '--max-new-tokens', '512'],
      ...['--senior', 'jargon-senior', '--junior', 'plain-junior'],
    ]);
    for (const [found, message] of [
      [cut, 'it is truncated'],
      [other, 'tokenizer.json'],
      [long, '128'],
    ] as const) {
      expect(found).toMatchObject({ code: 2, stdout: '' });
      expect(found.stderr).toContain(message);
      expect(found.stderr.trimEnd().split('\n')).toHaveLength(1);
    }
  },
  PATIENCE,
);
