// Settings of the group 'pair': the pair of models and the task.
import { MODEL_NAMES, NO_MODEL } from '../../models.ts';
import { TASK_NAMES } from '../../tasks/names.ts';
import type { Field } from './field.ts';

export const PAIR_FIELDS = {
  task: {
    type: 'choice',
    choices: TASK_NAMES,
    default: 'arithmetic',
    url: 'task',
    group: 'pair',
    label: 'Task',
    help: 'The problems the pair solves: stories of two to four steps, or of two, four or eight times as many, which take a longer longest solution and models with the context for it.',
    paper: 'paper 1: GSM8K; paper 2: DeepScaleR',
  },
  senior: {
    type: 'choice',
    choices: MODEL_NAMES,
    own: true,
    default: 'jargon-senior',
    url: 'senior',
    group: 'pair',
    label: 'Senior',
    help: 'The model that is trained.',
    paper: 'paper 1: Llama-2-7B, fine-tuned; paper 2: Qwen3-4B-Instruct',
    basic: true,
  },
  junior: {
    type: 'choice',
    choices: MODEL_NAMES,
    own: true,
    default: 'plain-junior',
    url: 'junior',
    group: 'pair',
    label: 'Junior',
    help: 'The frozen partner: weaker, or the same checkpoint as the senior.',
    paper: 'paper 1: a weaker Llama-2-7B; paper 2: the senior as it began',
    basic: true,
  },
  secondJunior: {
    type: 'choice',
    choices: [NO_MODEL, ...MODEL_NAMES],
    default: NO_MODEL,
    url: 'junior2',
    group: 'pair',
    label: 'Second junior',
    help: 'With another model here, a fair coin says for each problem of a step which of the two juniors writes its group. Evaluations are with the first.',
  },
} as const satisfies Record<string, Field>;
