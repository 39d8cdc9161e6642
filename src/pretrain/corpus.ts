// Documents to learn from: problems of the training split with solutions in a style, with the slips,
// hedges and repairs a recipe asks for. Knows no tokens.
import type { Draws } from '../random/random.ts';
import { TASKS } from '../tasks/index.ts';
import type { Step, StyleName, Task } from '../tasks/task.ts';
import type { DocumentKind, Slips } from './recipe.ts';

export interface Document {
  readonly prompt: string;
  readonly solution: string;
}

/** Results a style can name; a slip stays among them. */
const LARGEST = 39;

/** @param usual the task of the kinds that name none */
export function document(usual: Task, draws: Draws, kinds: readonly DocumentKind[]): Document {
  const kind = draws.weighted(kinds.map((kind) => [kind, kind.weight] as const));
  const task = kind.task === undefined ? usual : TASKS[kind.task];
  const problem = task.problem(draws, 'train');
  const { lines, answer } = write(task, draws, { steps: problem.steps, ...kind });
  return { prompt: problem.prompt, solution: [...lines, `#### ${answer}`].join('\n') };
}

/** Solution lines; each step goes on from the result written before, right or wrong. */
function write(
  task: Task,
  draws: Draws,
  { steps, style, slips }: { steps: readonly Step[]; style: StyleName; slips: Slips },
): { lines: string[]; answer: number } {
  const lines: string[] = [];
  let total = steps[0]?.left ?? 0;
  for (const { operator, right } of steps) {
    const step = { operator, left: total, right, result: apply(operator, total, right) };
    const wrong = draws.uniform() < slips.rate ? slip(step, draws) : null;
    const written = wrong ?? step;
    const marked = hedged(slips, draws, wrong !== null);
    const line = task.styles[style].line(written);
    lines.push(marked ? line.replace(' is ', ' maybe ') : line);
    total = written.result;
    if (wrong !== null && marked && draws.uniform() < (slips.hedge?.repair ?? 0)) {
      lines.push(task.styles[style].line(step).replace(/^ /, ' no, '));
      total = step.result;
    }
  }
  return { lines, answer: total };
}

function hedged({ hedge }: Slips, draws: Draws, wrong: boolean): boolean {
  if (hedge === undefined) return false;
  return draws.uniform() < (wrong ? hedge.onWrong : hedge.onRight);
}

function apply(operator: Step['operator'], left: number, right: number): number {
  if (operator === 'times') return Math.min(left * right, LARGEST);
  return operator === 'plus' ? Math.min(left + right, LARGEST) : Math.max(left - right, 0);
}

/** The step with a wrong result: off by one or two, or the other operation's. */
function slip(step: Step, draws: Draws): Step | null {
  const { left, right, result } = step;
  const near = [result - 2, result - 1, result + 1, result + 2];
  const other = step.operator === 'plus' ? left - right : left + right;
  const wrong = [...near, other].filter((n) => n >= 0 && n <= LARGEST && n !== result);
  return wrong.length === 0 ? null : { ...step, result: draws.pick(wrong) };
}
