// All WGSL kernels, one for each row of the table but the rotary table, which the host makes: WGSL's
// sines are good to three digits.
import type { KernelName } from '../../machine/kernels.ts';
import * as attention from './attention.ts';
import * as cache from './cache.ts';
import * as head from './head.ts';
import type { GpuKernel } from './kernel.ts';
import { decodeLayer } from './layer.ts';
import * as matrices from './matrices.ts';
import * as norm from './norm.ts';
import * as pointwise from './pointwise.ts';
import * as writing from './writing.ts';

const { blockRows: _, ...headKernels } = head;

export type DeviceKernelName = Exclude<KernelName, 'ropeTable'>;

export const GPU_KERNELS: { readonly [K in DeviceKernelName]: GpuKernel<K> } = {
  ...matrices,
  ...pointwise,
  ...norm,
  ...attention,
  ...cache,
  decodeLayer,
  ...headKernels,
  ...writing,
};
