// Random inputs for each kernel of the table, for tests: odd sizes, one row, grouped heads.

import { at } from '../../../at.ts';
import { attentionCases, cacheCases, layerCases } from './attention.ts';
import { type CaseShape, type KernelCase, type Makers, makers } from './case.ts';
import { writingCases } from './writing.ts';

export function kernelCases(shape: CaseShape): KernelCase[] {
  const make = makers(shape.seed);
  return [
    ...matrixCases(shape, make),
    ...rowCases(shape, make),
    ...pointCases(shape, make),
    ...attentionCases(shape, make),
    ...cacheCases(shape, make),
    ...headCases(shape, make),
    ...writingCases(shape, make),
    ...layerCases(shape, make),
  ];
}

function matrixCases({ a: m, b: k, c: n }: CaseShape, make: Makers): KernelCase[] {
  const product = { a: make.normal(m * k), b: make.operand(k, n), c: make.zeros(m * n) };
  return [
    { kernel: 'matmul', buffers: product, sizes: { m, k, n }, numbers: {}, outputs: ['c'] },
    {
      kernel: 'matmulAdd',
      buffers: { ...product, add: make.normal(m * n) },
      sizes: { m, k, n },
      numbers: {},
      outputs: ['c'],
    },
    {
      kernel: 'matmulGradient',
      buffers: {
        a: make.normal(k * m),
        b: make.normal(k * n),
        c: make.normal(m * n),
        scratch: make.scratch,
      },
      sizes: { t: k, m, n },
      numbers: {},
      outputs: ['c'],
    },
  ];
}

function rowCases({ a: n, b: d, c: t }: CaseShape, make: Makers): KernelCase[] {
  const ids = Int32Array.from({ length: t }, (_, i) => (i * 7) % n);
  const order = [...ids.keys()].sort((x, y) => at(ids, x) - at(ids, y) || x - y);
  const bounds = Array.from({ length: n + 1 }, (_, id) => ids.filter((x) => x < id).length);
  const normed = { x: make.normal(n * d), weight: make.normal(d), inverse: make.positive(n) };
  const back = { dy: make.normal(n * d), dx: make.normal(n * d), dweight: make.normal(d) };
  const outputs = ['dx', 'dweight'];
  return [
    {
      kernel: 'gatherRows',
      buffers: { table: make.normal(t * d), index: make.below(n, t), y: make.zeros(n * d) },
      sizes: { n, d },
      numbers: {},
      outputs: ['y'],
    },
    {
      kernel: 'scatterRows',
      buffers: { y: make.normal(n * d), index: make.below(n, t), x: make.normal(t * d) },
      sizes: { n, t, d },
      numbers: {},
      outputs: ['x'],
    },
    {
      kernel: 'embedBackward',
      buffers: {
        dx: make.normal(t * d),
        order: make.indices(order),
        bounds: make.indices(bounds),
        gradient: make.normal(n * d),
      },
      sizes: { vocabulary: n, d },
      numbers: {},
      outputs: ['gradient'],
    },
    {
      kernel: 'rmsNorm',
      buffers: { ...normed, y: make.zeros(n * d) },
      sizes: { n, d },
      numbers: { eps: 1e-5 },
      outputs: ['y', 'inverse'],
    },
    ...[0, 1].map((accumulate) => ({
      kernel: 'rmsNormBackward' as const,
      buffers: { ...normed, ...back },
      sizes: { n, d, accumulate },
      numbers: {},
      outputs,
    })),
  ];
}

function pointCases({ a, b, c: heads, group }: CaseShape, make: Makers): KernelCase[] {
  const n = a * b;
  const headDim = 2 * group + 2;
  const gated = { gate: make.normal(n), up: make.normal(n) };
  return [
    {
      kernel: 'ropeTable',
      buffers: { table: make.zeros(a * headDim) },
      sizes: { positions: a, headDim },
      numbers: { theta: 10000 },
      outputs: ['table'],
    },
    ...[1, -1].map((sign) => ({
      kernel: 'rope' as const,
      buffers: {
        x: make.normal(b * heads * headDim),
        positions: make.below(b, a),
        table: make.normal(a * headDim),
      },
      sizes: { t: b, heads, headDim },
      numbers: { sign },
      outputs: ['x'],
    })),
    {
      kernel: 'swiglu',
      buffers: { ...gated, y: make.zeros(n) },
      sizes: { n },
      numbers: {},
      outputs: ['y'],
    },
    {
      kernel: 'swigluBackward',
      buffers: { ...gated, dy: make.normal(n), dgate: make.zeros(n), dup: make.zeros(n) },
      sizes: { n },
      numbers: {},
      outputs: ['dgate', 'dup'],
    },
    ...flatCases(n, make),
  ];
}

function flatCases(n: number, make: Makers): KernelCase[] {
  return [
    { kernel: 'zero', buffers: { x: make.normal(n) }, sizes: { n }, numbers: {}, outputs: ['x'] },
    {
      kernel: 'addTo',
      buffers: { x: make.normal(n), y: make.normal(n) },
      sizes: { n },
      numbers: {},
      outputs: ['y'],
    },
    {
      kernel: 'norm',
      buffers: { x: make.normal(n), out: make.zeros(1) },
      sizes: { n },
      numbers: {},
      outputs: ['out'],
    },
    {
      kernel: 'adamw',
      buffers: {
        weights: make.normal(n),
        gradients: make.normal(n),
        first: make.normal(n),
        second: make.positive(n),
      },
      sizes: { n },
      numbers: {
        clip: 0.5,
        beta1: 0.9,
        beta2: 0.99,
        rest1: 0.1,
        rest2: 0.01,
        rate: 0.02,
        correction: 3,
        epsilon: 1e-8,
        decay: 0.999,
      },
      outputs: ['weights', 'first', 'second'],
    },
  ];
}

function headCases({ a: n, b: d, c: vocabulary }: CaseShape, make: Makers): KernelCase[] {
  const numbers = { inverseTemperature: 0.7 };
  const common = { hidden: make.normal(n * d), head: make.operand(d, vocabulary) };
  const targets = make.below(n, vocabulary);
  const { scratch } = make;
  const otherD = d + 3;
  const wide = n * Math.ceil(vocabulary / 8) * 8;
  return [
    {
      kernel: 'distribution',
      buffers: {
        ...common,
        logprobs: make.zeros(wide),
        probabilities: make.zeros(wide),
        entropies: make.zeros(n),
      },
      sizes: { n, d, vocabulary },
      numbers,
      outputs: ['entropies'],
    },
    {
      kernel: 'headScores',
      buffers: { ...common, targets, logprobs: make.zeros(n), entropies: make.zeros(n), scratch },
      sizes: { n, d, vocabulary },
      numbers,
      outputs: ['logprobs', 'entropies'],
    },
    {
      kernel: 'headGradient',
      buffers: {
        ...common,
        back: make.operand(vocabulary, d),
        targets,
        gradients: make.normal(n),
        logprobs: make.zeros(n),
        dhidden: make.zeros(n * d),
        dhead: make.normal(vocabulary * d),
        scratch,
      },
      sizes: { n, weighted: Math.ceil(n / 2), d, vocabulary },
      numbers,
      outputs: ['logprobs', 'dhidden', 'dhead'],
    },
    {
      kernel: 'headDivergence',
      buffers: {
        ...common,
        otherHidden: make.normal(n * otherD),
        otherHead: make.operand(otherD, vocabulary),
        kl: make.zeros(n),
        js: make.zeros(n),
        scratch,
      },
      sizes: { n, d, otherD, vocabulary },
      numbers,
      outputs: ['kl', 'js'],
    },
  ];
}
