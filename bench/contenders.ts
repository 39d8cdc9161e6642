// The table of contenders: who is compared with whom, where each runs and how it starts.
import { availableParallelism } from 'node:os';
import type { BenchBrowser } from './browser/open.ts';
import { engineContender } from './contenders/engine-contender.ts';
import { type BenchEngine, ENGINES } from './contenders/engines.ts';
import { torchContender } from './peer-torch/peer-torch.ts';
import { trlContender } from './peer-trl/peer-trl.ts';
import { AbsentError, type Contender } from './timing/contender.ts';
import { type BenchWork, pairOf } from './timing/work.ts';

/** Opens the browser when it is first asked for. */
export type Browser = () => Promise<BenchBrowser>;

export interface ContenderRow {
  /** What is before the @ is the contender's name. */
  readonly variant: string;
  /** Started only where this contender is compared too. */
  readonly onlyWith?: string;
  /** @throws AbsentError where it cannot run */
  readonly start: (work: BenchWork, browser: Browser) => Promise<Contender>;
}

export const ownName = (variant: string) => variant.split('@')[0] ?? variant;

export async function startInNode(name: BenchEngine, work: BenchWork): Promise<Contender> {
  return engineContender({ name, ...(await ENGINES[name]()) }, pairOf(work), work);
}

const inNode = (name: BenchEngine): ContenderRow => ({
  variant: name,
  start: (work) => startInNode(name, work),
});

const inBrowser = (variant: string, isolated = false): ContenderRow => ({
  variant,
  start: async (work, browser) => {
    const { start } = await browser();
    return { ...(await start(ownName(variant), work, isolated)), name: variant };
  },
});

const onGpu = (name: string): ContenderRow => ({
  variant: name,
  start: async (work, browser) => {
    const { adapter, start } = await browser();
    if (adapter === null) throw new AbsentError('Chromium offers no graphics adapter');
    return start(name, work, false);
  },
});

const inPython = (threads: number): ContenderRow => {
  const name = `pytorch@${threads}`;
  return { variant: name, start: (work) => torchContender({ threads, name }, pairOf(work), work) };
};

const inTrl = (threads: number): ContenderRow => {
  const name = `trl@${threads}`;
  return { variant: name, start: (work) => trlContender({ threads, name }, pairOf(work), work) };
};

/** One core and all of them: which is faster depends on machine, model and what is measured. */
const THREADS = [...new Set([1, availableParallelism()])];

export type GroupName = 'processor' | 'gpu';

/** Contenders of a group are timed in the same rounds. */
const GROUPS: Readonly<Record<GroupName, readonly ContenderRow[]>> = {
  processor: [
    inNode('native-wasm'),
    { ...inBrowser('native-wasm@Chromium'), onlyWith: 'jax-js-wasm' },
    inNode('native-wasm-all'),
    inNode('tfjs-wasm'),
    ...THREADS.map((threads) => inBrowser(`jax-js-wasm@${threads}`, threads > 1)),
    ...THREADS.map(inPython),
    ...THREADS.map(inTrl),
  ],
  gpu: [
    inBrowser('native-wasm'),
    onGpu('native-webgpu'),
    onGpu('tfjs-webgpu'),
    onGpu('jax-js-webgpu'),
  ],
};

export const CONTENDERS = [
  ...new Set([...GROUPS.processor, ...GROUPS.gpu].map(({ variant }) => ownName(variant))),
];

/** The rows of a group that are wanted; none where nothing but an `onlyWith` would be left. */
export function rowsOf(group: GroupName, names: readonly string[]): readonly ContenderRow[] {
  const rows = GROUPS[group].filter(
    ({ variant, onlyWith }) =>
      names.includes(ownName(variant)) && (onlyWith === undefined || names.includes(onlyWith)),
  );
  return group === 'gpu' && rows.every(({ variant }) => variant === 'native-wasm') ? [] : rows;
}
