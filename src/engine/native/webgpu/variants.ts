// Which kernels have a variant, and a stage in its variant; the self-test decides which variants are used.
import type { KernelName } from '../machine/kernels.ts';
import type { ShaderStage } from './kernels/kernel.ts';

/** Kernels whose long rows are joined by subgroups where these give the same bits. */
export const VARIED: readonly KernelName[] = [
  'rmsNorm',
  'rmsNormBackward',
  'distribution',
  'headScores',
  'headGradient',
  'headDivergence',
];

/** The kernels whose variants are used, and how many invocations a subgroup has at least. */
export interface Variants {
  readonly kernels: ReadonlySet<KernelName>;
  readonly subgroup: number;
}

export const PLAIN: Variants = { kernels: new Set(), subgroup: 0 };

export function variant(
  kernel: KernelName,
  stage: ShaderStage,
  { kernels, subgroup }: Variants,
): ShaderStage {
  if (stage.subgroups === undefined || !kernels.has(kernel)) return stage;
  const { subgroups, ...rest } = stage;
  return {
    ...rest,
    name: `${stage.name} in subgroups`,
    code: subgroups(subgroup),
    enable: 'subgroups',
  };
}
