// tandem findings: the claims of all experiments in two tables, made from the JSON of their results.
import path from 'node:path';
import process from 'node:process';
import { readBelow, writeWhole } from '../../node/files.ts';
import { EXPERIMENTS } from '../../src/experiments/index.ts';
import { type ExperimentSummary, parseSummary } from '../../src/study/data.ts';
import { noWords, type TerminalCommand, UsageError } from '../input/command.ts';
import { measured, VERDICTS } from '../report/claim-words.ts';
import { table } from '../report/markdown.ts';

const RESULTS = path.join('docs', 'results');
const README = 'README.md';
const [BEGIN, END] = ['<!-- findings -->', '<!-- end of findings -->'];

export const command: TerminalCommand = {
  words: '',
  options: [],
  notes: [
    `Reads ${RESULTS}/NAME.json; an experiment without one is left out. The README's table is between ${BEGIN} and ${END}.`,
  ],
  run: async (given) => {
    noWords(given);
    for (const [file, text] of await findings()) {
      await writeWhole(file, text);
      process.stdout.write(`${file}\n`);
    }

    return 0;
  },
};

/** Files and what they should hold. */
export async function findings(): Promise<ReadonlyMap<string, string>> {
  const summaries: ExperimentSummary[] = [];
  for (const { name } of EXPERIMENTS) {
    const text = await textOf(path.join(RESULTS, `${name}.json`));
    if (text !== null) summaries.push(parseSummary(text));
  }
  const readme = await textOf(README);
  return new Map([
    [path.join(RESULTS, README), index(summaries)],
    [README, withTable(readme ?? '', headlines(summaries))],
    [path.join(RESULTS, 'findings.json'), forPage(summaries)],
  ]);
}

async function textOf(file: string): Promise<string | null> {
  const bytes = await readBelow('')(file);
  return bytes === null ? null : new TextDecoder().decode(bytes);
}

/** @throws UsageError when the place of the table is not marked */
function withTable(readme: string, lines: string): string {
  const [begin, end] = [readme.indexOf(BEGIN), readme.indexOf(END)];
  if (begin < 0 || end < begin) throw new UsageError(`${README} lacks ${BEGIN} before ${END}`);
  return `${readme.slice(0, begin + BEGIN.length)}\n${lines}\n${readme.slice(end)}`;
}

type FoundClaim = ExperimentSummary['claims'][number];

/** As the experiment says now: a result need not be made again for that. */
const HEADLINES: ReadonlySet<string> = new Set(
  EXPERIMENTS.flatMap(({ claims }) => claims.flatMap((each) => (each.headline ? [each.says] : []))),
);

/** A number bounded on both sides is given once. */
const ours = ({ conditions }: FoundClaim) => [...new Set(conditions.map(measured))].join('; ');

/** With the number of seeds and the verdict of every claim. */
function headlines(summaries: readonly ExperimentSummary[]): string {
  const rows = summaries.flatMap(({ experiment, seeds, claims }) =>
    claims
      .filter(({ says }) => HEADLINES.has(says))
      .map((claim) => [
        claim.says,
        claim.source,
        `${ours(claim)}, [${seeds.length} seeds](${RESULTS}/${experiment}.md)`,
        VERDICTS[claim.verdict],
      ]),
  );
  return table(['claim', 'source', 'here, with 95 % interval', 'holds?'], rows);
}

/** The headlines again, for the article. */
function forPage(summaries: readonly ExperimentSummary[]): string {
  const rows = summaries.flatMap(({ seeds, claims }) =>
    claims
      .filter(({ says }) => HEADLINES.has(says))
      .map((claim) => ({
        claim: claim.says,
        source: claim.source,
        here: `${ours(claim).replaceAll('`', '')}, ${seeds.length} seeds`,
        verdict: VERDICTS[claim.verdict],
      })),
  );
  return `${JSON.stringify(rows, null, 2)}\n`;
}

function index(summaries: readonly ExperimentSummary[]): string {
  const hours = summaries.reduce((sum, each) => sum + each.hours, 0);
  const chapters = summaries.map(({ experiment, title, seeds, claims, ...made }) =>
    [
      `## [${title}](${experiment}.md)`,
      `\`${made.command}\`: ${seeds.length} seeds, ${made.hours.toFixed(2)} core hours.`,
      table(
        ['claim', 'source', 'here, with 95 % interval', 'holds?'],
        claims.map((claim) => [claim.says, claim.source, ours(claim), VERDICTS[claim.verdict]]),
      ),
    ].join('\n\n'),
  );
  return `${[
    '# Findings',
    `What both papers claim and leave open, measured here with seeds and intervals; a claim holds, or does not, when its whole 95 % interval is on that side of its bound. ${hours.toFixed(1)} core hours in all. [Step times](bench.md) are apart.`,
    ...chapters,
  ].join('\n\n')}\n`;
}
