// What the check against TRL found, as Markdown.
import {
  ARMS,
  type Check,
  controlChecks,
  holds,
  type PairFigures,
  REPLAY_BOUNDS,
  type ReplayFigures,
  replayChecks,
  TANDEM_BOUNDS,
  type TandemFigures,
  tandemChecks,
} from './compare.ts';

export interface TrlReport {
  readonly command: string;
  /** ISO 8601, e.g. '2026-01-31' */
  readonly date: string;
  /** Of git; with a + where files differ from it. */
  readonly commit: string;
  /** Of Python, its packages and Node, in the order they are shown. */
  readonly versions: Readonly<Record<string, string>>;
  readonly replays: readonly ReplayFigures[];
  /** Replays with TRL's own epsilon. */
  readonly controls: readonly ReplayFigures[];
  readonly tandems: readonly TandemFigures[];
}

type Figures = Pick<TrlReport, 'replays' | 'controls' | 'tandems'>;

const allChecks = ({ replays, controls, tandems }: Figures): Check[] => [
  ...replays.flatMap(replayChecks),
  ...controls.flatMap(controlChecks),
  ...tandems.flatMap(tandemChecks),
];

/** One line for each broken bound. */
export function brokenBounds(figures: Figures): string[] {
  return allChecks(figures)
    .filter((check) => !holds(check))
    .map(({ what, value, allowed, bound }) => `${what} is ${value}; allowed: ${allowed} ${bound}.`);
}

const small = (value: number) => value.toExponential(1);
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

export function formatTrlReport(report: TrlReport): string {
  const { command, date, commit, versions, replays, tandems } = report;
  const names = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return `${[
    '# The same work in Hugging Face TRL',
    `\`${command}\` on ${date}, commit ${commit}. ${names.join(', ')}.`,
    'Is our training what its field means by GRPO, and is the effect of tandem training more than an artefact of this program? TRL’s `GRPOTrainer` is given our work in two ways; the code is in [bench/peer-trl](../../bench/peer-trl).',
    verdict(report),
    ...(replays.length === 0 ? [] : replaySection(report)),
    ...(tandems.length === 0 ? [] : tandemSection(tandems)),
    ...DIFFERENCES,
  ].join('\n\n')}\n`;
}

function verdict(report: TrlReport): string {
  const broken = brokenBounds(report);
  const number = allChecks(report).length;
  if (broken.length === 0) return `**All ${number} bounds hold.**`;
  return [
    `**${broken.length} of ${number} bounds are broken:**`,
    ...broken.map((line) => `- ${line}`),
  ].join('\n');
}

const replayRow = (name: string, replay: ReplayFigures): string[] => {
  const { seed, steps, skipped, gradNorm, loss, weights } = replay;
  return [
    name,
    `${seed}`,
    `${steps}${skipped.length === 0 ? '' : ` (without ${skipped.join(', ')})`}`,
    ...[gradNorm.first, gradNorm.median, gradNorm.most, loss, weights].map(small),
  ];
};

function replaySection({ replays, controls }: Figures): string[] {
  const rows = ARMS.flatMap((arm) =>
    replays.filter((replay) => replay.arm === arm).map((replay) => replayRow(arm, replay)),
  );
  const controlRows = controls.map((control) =>
    replayRow(`control: ${control.arm}, TRL’s own epsilon`, control),
  );
  const bounds = [
    REPLAY_BOUNDS.first,
    REPLAY_BOUNDS.median,
    null,
    REPLAY_BOUNDS.loss,
    REPLAY_BOUNDS.weights,
  ].map((bound) => (bound === null ? '' : small(bound)));
  return [
    '## Our rollouts, learnt from by TRL',
    'A run of ours is recorded: `train --preset jargon` (tandem, p = 0.5) or `--preset vanilla` (p = 1). TRL starts from the same weights and is given the tokens, the authors as `env_mask` and the rewards of every step; it computes advantages, loss, gradient and update itself. Gradient norms: |TRL − ours| / ours. Losses: largest |TRL − ours|. Weights after the last step: ‖TRL − ours‖ / ‖ours − start‖. The control leaves TRL one constant of its own, 1e-4 for 1e-6 in the advantages, and must break the median’s bound: so small a difference would be seen.',
    table(
      ['arm', 'seed', 'steps', 'gradient norm, first step', 'median', 'largest', 'loss', 'weights'],
      [...rows, ['allowed, at most', '', '', ...bounds], ...controlRows],
    ),
  ];
}

function tandemSection(tandems: readonly TandemFigures[]): string[] {
  const row = (who: string, { jargon, handoff, solo }: PairFigures) => [
    who,
    ...[jargon, handoff, solo].map(percent),
  ];
  const levels = tandems.flatMap(({ seed, steps, start, trl, ours }) => [
    row(`seed ${seed}, before`, start),
    row(`seed ${seed}, after ${steps} steps in TRL`, trl),
    row(`seed ${seed}, after ${steps} steps here`, ours),
  ]);
  return [
    '## Tandem training, written for TRL',
    'A `rollout_func` of about 50 lines lets senior and frozen junior write together with the models of transformers, PyTorch draws, and TRL trains on the senior’s tokens; only models, problems and settings are ours. The trained models are measured by `tandem evaluate` on the same held-out problems.',
    table(['', 'jargon, solo', 'handoff accuracy', 'solo accuracy'], levels),
    `Allowed: jargon at least ${percent(TANDEM_BOUNDS.jargonBefore)} before and at most ${percent(TANDEM_BOUNDS.jargonAfter)} after; handoff accuracy at least ${percent(TANDEM_BOUNDS.handoffAfter)} after. The draws are others, so the two curves are alike, not equal:`,
    ...tandems.map(curveTable),
  ];
}

/** The first step, each tenth and the last. */
function curveTable({ seed, curve }: TandemFigures): string {
  const shown = curve.filter(({ step }, i) => i === 0 || step % 10 === 0 || i === curve.length - 1);
  return table(
    [`seed ${seed}, step`, 'jargon in rollouts, TRL', 'here', 'reward, TRL', 'here'],
    shown.map(({ step, jargon, reward }) => [
      `${step}`,
      ...[jargon.trl, jargon.ours, reward.trl, reward.ours].map(percent),
    ]),
  );
}

const DIFFERENCES = [
  '## Where TRL does otherwise',
  [
    '- Advantages are divided by the group’s standard deviation plus 1e-4 in TRL, plus 1e-6 here as in verl. TRL has no setting for it; the replay gives TRL ours, in one function of `trainer.py`.',
    '- Where the gradient of a batch is exactly 0, because no group’s rewards differ, we call no optimizer. TRL does, and Adam’s momentum moves the weights. Such steps are left out of the replay and named in the table.',
    '- With an `env_mask`, TRL’s `completions/mean_length` counts the senior’s tokens only.',
    '- Checkpoints here are f16. transformers keeps that unless it is told `dtype=torch.float32`, as it is here.',
  ].join('\n'),
];
