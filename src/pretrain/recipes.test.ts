// The recipes as a whole: every shipped checkpoint has one, parents exist, and each phase can run.
import { expect, test } from 'vitest';
import { RECIPES } from '../../node/recipes.ts';
import { MODEL_NAMES, ownPair, taskOf } from '../models.ts';
import { draws } from '../random/random.ts';
import { cosine } from '../rl/learning-rate.ts';
import { TASKS } from '../tasks/index.ts';
import { FAMILIES } from '../tasks/names.ts';
import { createTokenizer } from '../tokenizer/tokenizer.ts';
import { type Recipe, stepsOf, TOY } from './recipe.ts';
import { sharedTokenizer } from './tokenizer.ts';

test('the models of the table are the recipes that are shipped', () => {
  const shipped = [...RECIPES.values()].filter((recipe) => recipe.shipped);
  expect(shipped.map(({ name }) => name)).toEqual([...MODEL_NAMES].sort());
});

test('every task begins with a pair of its own models', () => {
  for (const task of FAMILIES) {
    for (const name of Object.values(ownPair(task))) expect(taskOf(name)).toBe(task);
  }
});

test('lines of parents end in a fresh model, and seeds differ', () => {
  for (const recipe of RECIPES.values()) {
    const line = [recipe.name];
    for (let at = recipe; typeof at.from === 'string'; ) {
      const parent = RECIPES.get(at.from);
      if (parent === undefined) throw new Error(`${at.name} continues ${at.from}, which is none`);
      expect(line).not.toContain(parent.name);
      line.push(parent.name);
      at = parent;
    }
  }
  const whole = [...RECIPES.values()].filter(({ stop }) => stop === undefined);
  expect(new Set(whole.map(({ seed }) => seed)).size).toBe(whole.length);
});

const stylesOf = ({ phases }: Recipe) =>
  phases.flatMap(({ documents }) => documents.map(({ style }) => style));

test('a junior never sees jargon, nor a language junior another language', () => {
  const juniors = [...RECIPES.values()].filter(({ name }) => name.includes('junior'));
  expect(juniors).toHaveLength(9);
  for (const recipe of juniors) {
    expect(stylesOf(recipe)).not.toContain('jargon');
    const root = typeof recipe.from === 'string' ? RECIPES.get(recipe.from)?.from : recipe.from;
    expect(root).toEqual(TOY);
  }
  for (const language of ['english', 'french', 'spanish', 'german']) {
    const recipe = juniors.find(({ name }) => name === `${language}-junior`);
    expect(new Set(recipe && stylesOf(recipe))).toEqual(new Set([language, 'plain']));
  }
});

test('the early polyglot lies on the polyglot’s way', () => {
  const [early, late] = ['early-polyglot', 'polyglot-senior'].map((name) => RECIPES.get(name));
  if (early === undefined || late === undefined) throw new Error('a polyglot has no recipe');
  expect(early).toMatchObject({ seed: late.seed, from: late.from, phases: late.phases });
  expect(stepsOf(early)).toBeLessThan(stepsOf(late));
});

test.each([...RECIPES.values()])('$name: rates and weights are in range', ({ phases, purpose }) => {
  expect(purpose).toMatch(/\.$/);
  for (const { steps, warmupSteps, learningRate, documents } of phases) {
    const options = { base: learningRate, warmupSteps, steps, floor: 0.1 };
    expect(cosine(steps, options)).toBeCloseTo(learningRate / 10, 12);
    const total = documents.reduce((sum, { weight }) => sum + weight, 0);
    expect(total).toBeCloseTo(1, 12);
    for (const { style, slips } of documents) {
      expect(slips.rate).toBeGreaterThanOrEqual(0);
      expect(slips.rate).toBeLessThan(1);
      if (slips.hedge !== undefined) expect(style).toBe('plain');
    }
  }
});

const PATIENCE = 60_000;

test.each(FAMILIES)(
  'the tokenizer of %s writes every style and is always the same',
  (name) => {
    const json = sharedTokenizer(name);
    expect(sharedTokenizer(name)).toEqual(json);
    const tokenizer = createTokenizer(json);
    const task = TASKS[name];
    const slips = { rate: 0.5, hedge: { onWrong: 1, onRight: 0.5, repair: 0.5 } };
    for (let sequence = 0; sequence < 20; sequence++) {
      const random = draws({ seed: 3, stream: 'data', step: 0, sequence });
      const problem = task.problem(random, 'test');
      const texts = task.styles.map((style) => task.render(problem, style.name));
      for (const text of [...texts, task.slip(problem, 'plain', slips, random)]) {
        expect(tokenizer.decode(tokenizer.encode(problem.prompt + text))).toBe(
          problem.prompt + text,
        );
      }
    }
  },
  PATIENCE,
);

test('the rarest word of logic is two tokens, of which only the first is a word boundary', () => {
  const tokenizer = createTokenizer(sharedTokenizer('logic'));
  expect(tokenizer.encode(' equals').map((id) => tokenizer.vocabulary[id])).toEqual([
    'Ġ',
    'equals',
  ]);
});
