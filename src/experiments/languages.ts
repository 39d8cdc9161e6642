// Paper 1's language conditions: does the senior take up the junior's language, and by which way?
import type { StyleName } from '../tasks/parts/task.ts';
import { above, value } from './condition.ts';
import type { Claim, Experiment } from './experiment.ts';

/** The senior's language at the start, the junior's, and each arm's preset with other models. */
const PAIRS = [
  { senior: 'french', junior: 'english', patch: {} },
  { senior: 'french', junior: 'german', patch: { junior: 'german-junior' } },
  { senior: 'french', junior: 'spanish', patch: { junior: 'spanish-junior' } },
  {
    senior: 'polyglot',
    junior: 'german',
    patch: { senior: 'polyglot-senior', junior: 'german-junior' },
  },
] as const;

const TITLES = {
  french: 'French',
  english: 'English',
  german: 'German',
  spanish: 'Spanish',
  polyglot: 'polyglot',
} as const;

const armOf = ({ senior, junior }: (typeof PAIRS)[number]) => `${senior}-${junior}`;

/** That a language is no pair's, but appears on the way from one to the other. */
function bridge(
  arm: string,
  style: Exclude<StyleName, 'jargon'>,
  says: string,
  source: string,
): Claim {
  return {
    says,
    source,
    headline: true,
    holds: [above(value(arm, `style/${style}`, 'peak'), 0.15)],
  };
}

export const languages: Experiment = {
  name: 'languages',
  title: 'Language disparity',
  question:
    'Does a senior give up its language for that of a junior which knows only another, and does a third language appear as a bridge?',
  paper:
    'Tandem Training for Language Models (arXiv 2510.13551), figure 3: in four language conditions the senior converges to the junior’s language, often by way of English.',
  common: { steps: 40, evaluateEvery: 2, evaluationProblems: 128 },
  arms: PAIRS.map((pair) => ({
    name: armOf(pair),
    stands: `a ${TITLES[pair.senior]} senior with a junior that writes ${TITLES[pair.junior]} only`,
    preset: 'french' as const,
    patch: pair.patch,
  })),
  seeds: 5,
  select: 'tandem/accuracy',
  test: { problems: 512, samples: 1, also: [] },
  metrics: [
    'style/french',
    'style/english',
    'style/german',
    'style/spanish',
    'style/plain',
    'style/mixed',
    'solo/accuracy',
    'tandem/accuracy',
    'handoff/accuracy',
    'junior/accuracy',
  ],
  panels: [
    'style/french',
    'style/english',
    'style/german',
    'style/spanish',
    'style/plain',
    'style/mixed',
    'solo/accuracy',
    'handoff/accuracy',
  ],
  matrix: [],
  comparisons: [],
  claims: [
    ...PAIRS.map(
      (pair): Claim => ({
        says: `${armOf(pair)}: the senior ends up writing ${TITLES[pair.junior]}.`,
        source: 'Paper 1, figure 3: the senior converges to the junior’s language.',
        headline: true,
        holds: [above(value(armOf(pair), `style/${pair.junior}`), 0.9)],
      }),
    ),
    bridge(
      'french-german',
      'english',
      'From French to German the way leads through English.',
      'Paper 1, figure 3: English as an intermediate lingua franca.',
    ),
    bridge(
      'french-spanish',
      'english',
      'From French to Spanish the way leads through English.',
      'Paper 1, figure 3: English as an intermediate lingua franca.',
    ),
    bridge(
      'french-english',
      'plain',
      'From French to English words the way leads through digits and signs’ names, which both know.',
      'Our expectation: digits are the lingua franca here.',
    ),
  ],
  quick: {
    arms: ['french-english', 'french-german'],
    common: { steps: 30, evaluationProblems: 128 },
    test: { problems: 256, samples: 1, also: [] },
  },
};
