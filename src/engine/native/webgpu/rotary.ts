// The rotary table, made by the host in float64: WGSL promises its sines to three digits only.

/** Kernel `ropeTable` by its sizes [positions, headDim] and numbers [theta]. */
export function rotaryAngles(
  [positions = 0, headDim = 0]: readonly number[],
  [theta = 0]: readonly number[],
): Float32Array {
  const table = new Float32Array(positions * headDim);
  const half = headDim / 2;
  for (let t = 0; t < positions; t++) {
    for (let i = 0; i < half; i++) {
      const angle = t * theta ** ((-2 * i) / headDim);
      table[t * headDim + i] = Math.cos(angle);
      table[t * headDim + half + i] = Math.sin(angle);
    }
  }
  return table;
}
