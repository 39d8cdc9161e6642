// The model card of a shipped checkpoint: README.md as text, from its recipe and measured figures.
import type { ModelConfig } from '../checkpoint/checkpoint.ts';
import type { Interval } from '../evaluate/statistics.ts';
import { TASKS } from '../tasks/index.ts';
import type { Slips } from '../tasks/parts/fallible.ts';
import { BATCH, type DocumentKind, type PretrainPhase, type Recipe, taskOf } from './recipe.ts';

export interface Figure {
  readonly value: number;
  readonly interval: Interval | null;
}

export interface CardFigures {
  readonly config: ModelConfig;
  readonly parameters: number;
  /** How the weights are stored, e.g. 'F16'; the figures are those of the stored weights. */
  readonly dtype: string;
  /** Tokens in all, and those after which each schedule draws the author again. */
  readonly tokens: { readonly vocabulary: number; readonly word: number; readonly step: number };
  /** What the figures below were measured on. */
  readonly problems: number;
  readonly seed: number;
  readonly temperature: number;
  readonly solo: Figure;
  /** Metric label -> share. */
  readonly styles: ReadonlyMap<string, Figure>;
  /** Solo accuracy after a given first line in another style; null where the model has one style. */
  readonly continuation: (Figure & { readonly style: string }) | null;
  /** Solo accuracy on the longer tasks that the recipe names. */
  readonly longer: ReadonlyMap<string, Figure>;
}

/** Markdown with the front matter that Hugging Face reads. */
export function modelCard(recipe: Recipe, figures: CardFigures): string {
  return `${[
    '---\nlicense: mit\nlibrary_name: transformers\npipeline_tag: text-generation\n---',
    `# ${recipe.name}`,
    recipe.purpose,
    `Part of Tandem Playground. A toy: it solves ${TASKS[taskOf(recipe)].summary} and nothing else.`,
    `## Shape\n\n${shape(figures)}`,
    `## Recipe\n\n${recipeText(recipe)}`,
    `## Measured\n\n${measured(figures)}`,
    `## Made with\n\n\`\`\`\nnpm run tandem -- pretrain ${recipe.name}\n\`\`\``,
    '## Licence\n\nMIT.',
  ].join('\n\n')}\n`;
}

function shape({ config, parameters, dtype, tokens }: CardFigures): string {
  return table(
    ['', ''],
    [
      ['architecture', config.modelType],
      ['parameters', parameters.toLocaleString('en-US')],
      ['stored as', dtype],
      ['layers', config.layers],
      ['hidden size', config.hiddenSize],
      ['heads × head size', `${config.heads} × ${config.headDim}`],
      ['intermediate size', config.intermediateSize],
      ['context', `${config.contextLength} tokens`],
      ['vocabulary', `${tokens.vocabulary} tokens (byte-level BPE)`],
      ['word boundaries', `${tokens.word} tokens begin with a space`],
      ['step boundaries', `${tokens.step} with a newline`],
    ],
  );
}

function recipeText({ from, seed, phases, stop }: Recipe): string {
  const start = typeof from === 'string' ? `Continues \`${from}\`.` : 'Starts from random weights.';
  const end = stop === undefined ? '' : ` Stopped after step ${stop}.`;
  const rows = phases.map((phase, i) => [
    i + 1,
    phase.steps,
    phase.learningRate,
    phase.warmupSteps,
    documents(phase),
    phase.documents
      .map(({ slips }) => slipText(slips))
      .filter(isFirst)
      .join('; '),
  ]);
  return [
    `${start} Next-token training on generated solutions of training problems, ${BATCH} documents a step, AdamW, seed ${seed}. A slip is a step written with a wrong result.${end}`,
    table(['phase', 'steps', 'learning rate', 'warm-up', 'documents', 'slips'], rows),
  ].join('\n\n');
}

const isFirst = (text: string, index: number, all: readonly string[]) =>
  all.indexOf(text) === index;

function documents(phase: PretrainPhase): string {
  const total = phase.documents.reduce((sum, { weight }) => sum + weight, 0);
  const entry = ({ style, weight, task }: DocumentKind) =>
    `${percent(weight / total, 0)} ${style}${task === undefined ? '' : ` of \`${task}\``}`;
  return phase.documents.map(entry).join(', ');
}

function slipText({ rate, hedge }: Slips): string {
  const lines = `${percent(rate, 0)} of lines`;
  if (hedge === undefined) return lines;
  return `${lines}; "maybe" on ${percent(hedge.onWrong, 0)} of wrong and ${percent(hedge.onRight, 0)} of right lines; ${percent(hedge.repair, 0)} of marked slips redone`;
}

function measured(figures: CardFigures): string {
  const { problems, seed, temperature, solo, styles, continuation, longer } = figures;
  const rows = [
    row('solo accuracy', solo),
    ...(continuation === null ? [] : [row(`${continuation.style} continuation`, continuation)]),
    ...[...longer].map(([task, figure]) => row(`solo accuracy, \`${task}\``, figure)),
    ...[...styles].map(([style, figure]) => row(`style ${style}`, figure)),
  ];
  const note =
    continuation === null
      ? ''
      : ` ${continuation.style} continuation is solo accuracy when the first line is given in ${continuation.style} style.`;
  return [
    `The stored weights alone on ${problems} held-out validation problems, one solution each, temperature ${temperature}, seed ${seed}; 95 % intervals (Wilson for shares of solutions). Jargon is by solution, the other styles by step line.${note}`,
    table(['', 'share', '95 % interval'], rows),
  ].join('\n\n');
}

function row(name: string, { value, interval }: Figure): string[] {
  const ends = interval?.map((end) => percent(end, 1)).join(' to ') ?? '–';
  return [name, percent(value, 1), ends];
}

const percent = (share: number, digits: number) => `${(100 * share).toFixed(digits)} %`;

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
