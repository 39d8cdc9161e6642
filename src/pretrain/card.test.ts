// What a model card says, for each kind of recipe.
import { expect, test } from 'vitest';
import { RECIPES } from '../../node/recipes.ts';
import { type CardFigures, modelCard } from './card.ts';
import { TOY } from './recipe.ts';

const figures: CardFigures = {
  config: { ...TOY, vocabSize: 300 },
  parameters: 123456,
  dtype: 'F16',
  tokens: { vocabulary: 300, word: 120, step: 1 },
  problems: 512,
  seed: 1,
  temperature: 1,
  solo: { value: 0.953125, interval: [0.9313, 0.9682] },
  styles: new Map([
    ['plain', { value: 0.25, interval: [0.2, 0.3] }],
    ['jargon', { value: 0.75, interval: null }],
  ]),
  continuation: { style: 'plain', value: 0.9, interval: [0.87, 0.92] },
  longer: new Map(),
};

function card(name: string, changed: Partial<CardFigures> = {}): string {
  const recipe = RECIPES.get(name);
  if (recipe === undefined) throw new Error(name);
  return modelCard(recipe, { ...figures, ...changed });
}

test('a card has purpose, shape, recipe, figures, command and licence', () => {
  const text = card('jargon-senior');
  for (const line of [
    'license: mit',
    '# jargon-senior',
    '| parameters | 123,456 |',
    '| word boundaries | 120 tokens begin with a space |',
    'Continues `polyglot-senior`.',
    '| 1 | 150 | 0.001 | 30 | 80 % jargon, 20 % plain | 1 % of lines |',
    '| solo accuracy | 95.3 % | 93.1 % to 96.8 % |',
    '| plain continuation | 90.0 % | 87.0 % to 92.0 % |',
    '| style jargon | 75.0 % | – |',
    'npm run tandem -- pretrain jargon-senior',
  ]) {
    expect(text).toContain(line);
  }
});

test('a card names phases, hedges and a start from random weights', () => {
  expect(card('hedge-base')).toContain(
    '| 2 | 250 | 0.002 | 50 | 100 % plain | 20 % of lines; "maybe" on 97 % of wrong and 5 % of right lines; 8 % of marked slips redone |',
  );
  expect(card('polyglot-senior')).toContain('Starts from random weights.');
});

test('a model of one style has no continuation', () => {
  expect(card('plain-junior', { continuation: null })).not.toContain('continuation');
});

test('a card says which problems the model solves', () => {
  expect(card('jargon-senior')).toContain('it solves short made-up arithmetic stories and');
  expect(card('logic-junior')).toContain('it solves short made-up problems of propositional logic');
});

test('a model of longer stories says which, and how well it does on each', () => {
  const text = card('long-base', {
    longer: new Map([['arithmetic-x8', { value: 0.125, interval: [0.1, 0.15] }]]),
  });
  expect(text).toContain('25 % plain of `arithmetic`, 25 % plain of `arithmetic-x2`');
  expect(text).toContain('| solo accuracy, `arithmetic-x8` | 12.5 % | 10.0 % to 15.0 % |');
});
