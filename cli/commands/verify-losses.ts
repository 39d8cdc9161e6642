// tandem verify-losses: this project's losses and advantages against a file of reference results.
import process from 'node:process';
import { readGolden } from '../../src/rl/golden.ts';
import { TOLERANCE, verifyAdvantages, verifyLosses } from '../../src/rl/verify-losses.ts';
import { type Given, onlyWord, type TerminalCommand, UsageError } from '../input/command.ts';
import { readJsonFile } from '../input/json-file.ts';
import { formatTable, NO_VALUE } from '../report/table.ts';

export const command: TerminalCommand = {
  words: 'FILE.json',
  options: [],
  notes: [
    `Prints for each case the largest absolute error of the loss and of its gradient: ok up to ${TOLERANCE}, OFF above, unknown where no loss of this project has the case's name. Exit code 1 if any case is off or unknown, 2 if the file is not in the form.`,
  ],
  run,
};

interface CheckRow {
  readonly name: string;
  readonly errors: readonly number[];
  readonly verdict: 'ok' | 'OFF' | 'unknown';
}

async function run(given: Given): Promise<number> {
  const file = onlyWord(given, 'FILE.json');
  const json = await readJsonFile(file);
  checkForm(json, file);
  const losses = verifyLosses(json).map(
    (check): CheckRow => ({
      name: check.case,
      errors: [check.lossError, check.gradientError],
      verdict: verdict(check),
    }),
  );
  const advantages = verifyAdvantages(json).map(
    (check): CheckRow => ({ name: check.case, errors: [check.error], verdict: verdict(check) }),
  );
  process.stdout.write(
    `${table(['loss', 'loss error', 'gradient error', ''], losses)}\n${table(['advantages', 'error', ''], advantages)}\n`,
  );
  const rows = [...losses, ...advantages];
  const count = (asked: CheckRow['verdict']) => rows.filter((row) => row.verdict === asked).length;
  process.stdout.write(
    `${rows.length} cases: ${count('ok')} ok, ${count('OFF')} off, ${count('unknown')} unknown (tolerance ${TOLERANCE}).\n`,
  );
  return rows.length > 0 && count('ok') === rows.length ? 0 : 1;
}

function checkForm(json: unknown, file: string): void {
  try {
    readGolden(json);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new UsageError(`${file} is not a file of reference losses: ${error.message}.`);
  }
}

function verdict({ known, ok }: { readonly known: boolean; readonly ok: boolean }) {
  return known ? (ok ? 'ok' : 'OFF') : 'unknown';
}

function table(head: readonly string[], rows: readonly CheckRow[]): string {
  const lines = rows.map(({ name, errors, verdict: word }) => [
    name,
    ...errors.map((error) => (Number.isNaN(error) ? NO_VALUE : error.toExponential(1))),
    word,
  ]);
  const middle = head.slice(2).map(() => 'right' as const);
  return formatTable([head, ...lines], ['left', ...middle, 'left']);
}
