// Runs every check in order, with a heading and the time of each, and stops at the first failure.
import { spawnSync } from 'node:child_process';

/** Heading and package script of each stage. */
const STAGES = [
  ['Format and lint', 'check'],
  ['Types', 'types'],
  ['Unit tests', 'test:unit'],
  ['Kernels in the browser', 'test:browser'],
  ['Build', 'build'],
  ['End-to-end tests', 'test:e2e'],
] as const;

/** True if the script exits with 0. */
function stage(number: number, title: string, script: string): boolean {
  console.log(`\n== ${number}/${STAGES.length} ${title} (npm run ${script})`);
  const started = performance.now();
  const { status } = spawnSync(`npm run --silent ${script}`, { stdio: 'inherit', shell: true });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`== ${title}: ${status === 0 ? 'passed' : 'FAILED'} in ${seconds} s`);
  return status === 0;
}

const passed = STAGES.every(([title, script], index) => stage(index + 1, title, script));
process.exitCode = passed ? 0 : 1;
