// Half-precision floats (IEEE binary16 and bfloat16) to and from f32, rounding to nearest even.

/** f16 bits -> number, exactly. Exponent 31 gives infinities and NaN. */
export function f16ToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const mantissa = bits & 1023;
  if (exponent === 31) return mantissa ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  if (exponent === 0) return sign * mantissa * 2 ** -24;
  return sign * (1024 + mantissa) * 2 ** (exponent - 25);
}

/** Rounds a non-negative number to the nearest integer, halves to the even one. */
function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return rest < 0.5 ? floor : floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}

/** Finite number -> f16 bits; null where rounding would give infinity (magnitude 65520 and above). */
export function numberToF16(value: number): number | null {
  const magnitude = Math.abs(value);
  if (!(magnitude < 65520)) return null;
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  let exponent = -14;
  while (magnitude >= 2 ** (exponent + 1)) exponent++;
  // In units of the last place. 1024 to 2048 for normal numbers, less for subnormal ones; adding it
  // to the shifted exponent sets the implicit bit and carries a round-up into the exponent.
  const units = roundHalfEven(magnitude * 2 ** (10 - exponent));
  return sign | (((exponent + 14) << 10) + units);
}

const word = new Uint32Array(1);
const float = new Float32Array(word.buffer);

/** bf16 bits -> number, exactly: they are the upper half of an f32. */
export function bf16ToNumber(bits: number): number {
  word[0] = bits << 16;
  return float[0] ?? 0;
}

/** Finite f32 -> bf16 bits; null where rounding would give infinity. */
export function numberToBf16(value: number): number | null {
  float[0] = value;
  const bits = word[0] ?? 0;
  const rounded = Math.floor((bits + 0x7fff + ((bits >>> 16) & 1)) / 0x10000);
  return (rounded & 0x7f80) === 0x7f80 ? null : rounded;
}
