// Which checkpoints go with which task: a pair that never read the task's words cannot solve it.
import { MODEL_NAMES, NO_MODEL, ownPair, taskOf } from '../models.ts';
import { type Family, familyOf, type TaskName } from '../tasks/names.ts';
import { FIELDS, type FieldName, type RunConfig } from './fields.ts';
import { isOwnName } from './own-model.ts';
import { type Parsed, withField } from './parse.ts';

/** The settings that name a checkpoint. */
const PAIR = ['senior', 'junior', 'secondJunior'] as const satisfies readonly FieldName[];

/** A task, and names of its checkpoints or of their folders. */
interface PairChoice {
  readonly task: TaskName;
  readonly senior: string;
  readonly junior: string;
  readonly secondJunior?: string;
}

const modelsOf = (task: TaskName) => MODEL_NAMES.filter((name) => taskOf(name) === familyOf(task));

/** What a checkpoint solves; null for folders that are not known. */
function modelFamily(name: string): Family | null {
  const model = MODEL_NAMES.find((known) => known === name);
  if (model !== undefined) return taskOf(model);
  return isOwnName(name) ? 'arithmetic' : null;
}

/** One sentence about the first checkpoint of another task; null where all fit or are not known. */
export function pairProblem(choice: PairChoice): string | null {
  for (const field of PAIR) {
    const model = choice[field];
    const family = model === undefined ? null : modelFamily(model);
    if (family === null || family === familyOf(choice.task)) continue;
    const { label, url } = FIELDS[field];
    return `${label} (${url}): “${model}” solves ${family}, but ${FIELDS.task.label} (${FIELDS.task.url}) is ${choice.task}; one of ${modelsOf(choice.task).join(', ')}.`;
  }
  return null;
}

/** The config with the task's own checkpoints in the place of those that do not fit. */
export function withOwnPair(config: RunConfig): RunConfig {
  return pairProblem(config) === null
    ? config
    : { ...config, ...ownPair(familyOf(config.task)), secondJunior: NO_MODEL };
}

/** As withField, for one setting after the other: a new task brings its own pair. */
export function withFittingField(
  config: RunConfig,
  name: FieldName,
  text: string,
): Parsed<RunConfig> {
  const parsed = withField(config, name, text);
  if ('problem' in parsed) return parsed;
  if (name === 'task') return { value: withOwnPair(parsed.value) };
  const problem = pairProblem(parsed.value);
  return problem === null ? parsed : { problem };
}

/** The setting's choices that fit the task. */
export function fittingChoices(
  name: FieldName,
  choices: readonly string[],
  task: TaskName,
): readonly string[] {
  if (!PAIR.some((field) => field === name)) return choices;
  const models: readonly string[] = [NO_MODEL, ...modelsOf(task)];
  return choices.filter((choice) => models.includes(choice));
}
