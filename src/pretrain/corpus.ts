// Documents to learn from: training problems with solutions in a style, and the slips, hedges and repairs of a recipe.
import type { Draws } from '../random/random.ts';
import { TASKS } from '../tasks/index.ts';
import type { Task } from '../tasks/parts/task.ts';
import type { DocumentKind } from './recipe.ts';

export interface Document {
  readonly prompt: string;
  readonly solution: string;
}

/** @param usual the task of the kinds that name none */
export function document(usual: Task, draws: Draws, kinds: readonly DocumentKind[]): Document {
  const kind = draws.weighted(kinds.map((kind) => [kind, kind.weight] as const));
  const task = kind.task === undefined ? usual : TASKS[kind.task];
  const problem = task.problem(draws, 'train');
  const solution = task.slip(problem, kind.style, kind.slips, draws);
  return { prompt: problem.prompt, solution };
}
