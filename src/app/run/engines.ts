// Titles of the engines, and which one is offered when another fails.
import { type EngineName, FIELDS } from '../../config/fields.ts';

const TITLES: Readonly<Record<EngineName, string>> = {
  'native-webgpu': 'WebGPU',
  'native-wasm': 'WebAssembly',
  'tfjs-wasm': 'WebAssembly (TensorFlow.js)',
  'tfjs-webgpu': 'WebGPU (TensorFlow.js)',
  'tfjs-cpu': 'JavaScript',
};

const titles: ReadonlyMap<string, string> = new Map(Object.entries(TITLES));

export const engineTitle = (name: string): string => titles.get(name) ?? name;

/** The next of the setting's choices; null after the last. */
export function nextEngine(failed: EngineName): EngineName | null {
  const { choices } = FIELDS.engine;
  const next = choices[choices.indexOf(failed) + 1];
  return next === undefined || next === 'auto' ? null : next;
}
