// Trying things out on a shipped pair: branches keep their beginning, maps tell legible from illegible
// solutions, and a person can take the junior's turns to the end.
import { beforeAll, expect, test, vi } from 'vitest';
import { startEngine } from '../../node/engine.ts';
import { readBelow } from '../../node/files.ts';
import { at } from '../at.ts';
import { DEFAULTS } from '../config/presets.ts';
import { candidate } from '../engine/draft.ts';
import { evaluationProblems } from '../evaluate/problems.ts';
import { loadPair } from '../run/pair.ts';
import { TASKS } from '../tasks/index.ts';
import { groupUpdate, logprobsOf } from './group-update.ts';
import { type HandoffPoint, handoffMap, takeovers } from './handoff-map.ts';
import type { Lab, SolutionPrefix } from './lab.ts';
import { nextTokens } from './next-tokens.ts';
import { type Draw, read } from './reading.ts';
import { rewrite } from './rewrite.ts';
import { heldOut, personTurn, seniorTurn, toss } from './turns.ts';
import { typed } from './typed.ts';
import { LINE_END, SOLUTION_END } from './words.ts';
import { writeOn } from './write-on.ts';

const { arithmetic } = TASKS;

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let lab: Lab;
const problem = at(evaluationProblems(arithmetic, 'test', 1, 1), 0);
const NOTHING_YET: SolutionPrefix = { problem, tokens: [], authors: [] };
beforeAll(async () => {
  const engine = await startEngine('native-wasm');
  lab = {
    engine,
    pair: await loadPair(DEFAULTS, engine, readBelow('public/models')),
    config: DEFAULTS,
  };
});

test('a branch keeps its beginning and is read by both models whole', async () => {
  const whole = await writeOn(lab, NOTHING_YET, { writer: 'both', attempt: 0 });
  const at = 6;
  const place = {
    problem,
    tokens: Array.from(whole.tokens.slice(0, at)),
    authors: Array.from(whole.authors.slice(0, at)),
  };
  for (const writer of ['senior', 'junior', 'both'] as const) {
    const branch = await writeOn(lab, place, { writer, attempt: 1 });
    expect(Array.from(branch.tokens.slice(0, at))).toEqual(place.tokens);
    expect(Array.from(branch.authors.slice(0, at))).toEqual(place.authors);
    const after = new Set(branch.authors.slice(at));
    expect([...after].sort()).toEqual(writer === 'both' ? [0, 1] : [writer === 'senior' ? 1 : 0]);
    expect(branch.text).toBe(lab.pair.tokenizer.decode(branch.tokens));
    for (const values of [branch.senior.logprobs, branch.junior.entropies, branch.redraws]) {
      expect(values).toHaveLength(branch.tokens.length);
    }
    expect(branch.senior.logprobs.slice(0, at)).toEqual(
      Float32Array.from(whole.senior.logprobs.slice(0, at)),
    );
    expect(await writeOn(lab, place, { writer, attempt: 1 })).toEqual(branch);
  }
  const over = { problem, tokens: Array.from(whole.tokens), authors: Array.from(whole.authors) };
  const again = await writeOn(lab, over, { writer: 'senior', attempt: 0 });
  expect(again.tokens).toEqual(whole.tokens);
  expect(again.reward).toBe(whole.reward);
});

test('top tokens are sorted, and those of a finished solution are not asked for', async () => {
  const found = await nextTokens(lab, NOTHING_YET, 10);
  for (const { ids, probabilities } of [found?.senior, found?.junior].filter(
    (x) => x !== undefined,
  )) {
    expect(ids).toHaveLength(10);
    expect([...probabilities]).toEqual([...probabilities].sort((a, b) => b - a));
    expect(probabilities.reduce((sum, p) => sum + p, 0)).toBeLessThanOrEqual(1.00001);
  }
  const { eosId } = lab.pair.tokenizer;
  expect(await nextTokens(lab, { problem, tokens: [eosId], authors: [1] }, 10)).toBeNull();
});

async function mapOf(style: 'plain' | 'jargon'): Promise<HandoffPoint[]> {
  const { tokenizer } = lab.pair;
  const tokens = [...tokenizer.encode(arithmetic.render(problem, style)), tokenizer.eosId];
  const points: HandoffPoint[] = [];
  for await (const point of handoffMap(lab, { problem, tokens }, 32)) points.push(point);
  expect(points.map(({ at }) => at)).toEqual(takeovers(lab, tokens));
  return points;
}

test('the junior can finish what is plain, and seldom what is jargon', async () => {
  const [plain, jargon] = [await mapOf('plain'), await mapOf('jargon')];
  expect(plain.at(-1)?.share).toBeGreaterThan(0.9);
  const middle = (points: HandoffPoint[]) => points.slice(1, -1);
  const mean = (points: HandoffPoint[]) =>
    points.reduce((sum, { share }) => sum + share, 0) / points.length;
  expect(mean(middle(plain))).toBeGreaterThan(mean(middle(jargon)) + 0.2);
  for (const { share, interval } of [...plain, ...jargon]) {
    expect(interval[0]).toBeLessThanOrEqual(share);
    expect(interval[1]).toBeGreaterThanOrEqual(share);
  }
  expect(await mapOf('plain')).toEqual(plain);
});

test('takeovers are at the start and where words end, never inside one', () => {
  const { tokenizer } = lab.pair;
  const text = ' 12 plus 3 is 15\n <<15+3=18>>\n#### 18';
  const tokens = [...tokenizer.encode(text), tokenizer.eosId];
  const before = takeovers(lab, tokens).map((at) => tokenizer.decode(tokens.slice(0, at)));
  expect(before.slice(0, 4)).toEqual(['', ' 12', ' 12 plus', ' 12 plus 3']);
  expect(before).toContain(' 12 plus 3 is 15\n');
  expect(before.filter((part) => part.includes('<<') && !part.includes('>>'))).toEqual([]);
});

test('a game has test problems, one after the other and round again', () => {
  expect(heldOut(DEFAULTS, 0)).toEqual(evaluationProblems(arithmetic, 'test', 1, DEFAULTS.seed)[0]);
  const keys = [0, 1, 2].map((index) => heldOut(DEFAULTS, index).key);
  expect(new Set(keys).size).toBe(3);
  expect(heldOut(DEFAULTS, arithmetic.space().test)).toEqual(heldOut(DEFAULTS, 0));
});

test('a person writes word by word where the coin says so, and ends the solution', async () => {
  let turn = await seniorTurn(lab, NOTHING_YET, 3);
  expect(turn.place.authors.every((author) => author === 1)).toBe(true);
  expect(turn.place.tokens.length).toBeGreaterThan(0);
  turn = personTurn(lab, turn.place, 'plus', 3);
  expect(lab.pair.tokenizer.decode(turn.place.tokens)).toMatch(/ plus$/);
  expect(turn.next).toBe(toss(lab, turn.place, 3));
  expect(turn.place.authors.at(-1)).toBe(0);
  turn = personTurn(lab, turn.place, LINE_END, 3);
  turn = personTurn(lab, turn.place, '####', 3);
  expect(lab.pair.tokenizer.decode(turn.place.tokens)).toMatch(/\n####$/);
  expect(personTurn(lab, turn.place, SOLUTION_END, 3).next).toBe('nobody');
  expect(() => personTurn(lab, turn.place, 'plüs', 3)).toThrow(/Character "ü"/);
  expect(() => personTurn(lab, turn.place, '  ', 3)).toThrow(/empty/);
  const tosses = Array.from({ length: 400 }, (_, attempt) => toss(lab, turn.place, attempt));
  const senior = tosses.filter((next) => next === 'senior').length;
  expect(Math.abs(senior - 200)).toBeLessThan(60);
});

test('a solution read again has what was drawn, ten of each model, and the models apart', async () => {
  const origin = { problem, step: 7, sequence: 3 };
  const rewritten = await rewrite(lab, origin);
  const tokens = Array.from(rewritten.tokens);
  const request = { seed: lab.config.seed, step: 7, sampling: lab.config };
  const draw: Draw = (model, position, row) =>
    candidate(request, { sequence: 3 }, model, position, row);
  const parts: number[] = [];
  const found = await read(lab, { problem, tokens }, { count: 10, draw }, (done) => {
    parts.push(done);
    return true;
  });
  if (found === null) throw new Error('the reading was stopped');
  expect(parts.at(-1)).toBe(tokens.length);
  tokens.forEach((token, t) => {
    const author = rewritten.authors[t] === 1 ? 'senior' : 'junior';
    expect(found.drawn[author][t]).toBe(token);
    for (const model of ['senior', 'junior'] as const) {
      const { ids, probabilities } = found.topTokens[model];
      const here = ids.subarray(t * 10, (t + 1) * 10);
      const place = here.indexOf(token);
      const logprob = rewritten[model].logprobs[t] ?? 0;
      if (place >= 0) {
        expect(probabilities[t * 10 + place]).toBeCloseTo(Math.exp(logprob), 4);
      }
      expect(new Set(here).size).toBe(10);
    }
  });
  expect(found.kl).toHaveLength(tokens.length);
  expect(Math.min(...found.kl)).toBeGreaterThan(-1e-6);
  expect(Math.max(...found.kl)).toBeGreaterThan(0.5);
  const stopped = await read(lab, { problem, tokens }, { count: 1, draw }, () => false);
  expect(stopped).toBeNull();
});

test('typed words count as the person’s; the error names a character that cannot be written', () => {
  const place = typed(lab, NOTHING_YET, 'plus 3 is 8\n#### 8');
  expect(lab.pair.tokenizer.decode(place.tokens)).toBe(' plus 3 is 8\n#### 8');
  expect(new Set(place.authors)).toEqual(new Set([0]));
  expect(() => typed(lab, place, ' ')).toThrow(/empty/);
  expect(() => typed(lab, place, 'naïve')).toThrow(/Character "ï"/);
  expect(() => typed(lab, place, '7 '.repeat(60))).toThrow(/allowed here are 1 to \d+/);
});

test('the gradient pushes the senior’s tokens of right solutions up, the junior’s not at all', async () => {
  const rewritten = await rewrite(lab, { problem, step: 7, sequence: 3 });
  const rollouts = [
    { ...rewritten, reward: 1 },
    { ...rewritten, reward: 0 },
  ];
  const metrics = { 'batch/length': 20, 'tandem/senior_token_frac': 0.5 };
  const found = await groupUpdate(lab, { step: 7, group: 0, rollouts, metrics });
  const sequences = DEFAULTS.promptsPerStep * DEFAULTS.groupSize;
  expect(found.totals).toMatchObject({ sequences, weightedTokens: 10 * sequences });
  expect(found.advantages.map((a) => Math.sign(a))).toEqual([1, -1]);
  found.gradients.forEach((gradients, i) => {
    gradients.forEach((gradient, t) => {
      const isSenior = rewritten.authors[t] === 1;
      const expected = isSenior ? -(found.advantages[i] ?? 0) / (10 * sequences) : 0;
      expect(gradient).toBeCloseTo(expected, 12);
    });
  });
  const [again] = await logprobsOf(lab, rollouts);
  expect(again).toEqual(rewritten.senior.logprobs);
});
