// A value that is worked out when it is first asked for.

/** A function that works its value out at the first call only. */
export function lazy<T>(compute: () => T): () => T {
  let held: { readonly value: T } | null = null;
  return () => {
    held ??= { value: compute() };
    return held.value;
  };
}
