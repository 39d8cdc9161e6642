// Indexing that fails closed.

/**
 * The item at `index`.
 * @throws RangeError naming the index when the list has no such item
 */
export function at<T>(list: ArrayLike<T>, index: number): T {
  const item = list[index];
  if (item === undefined) throw new RangeError(`index ${index} of a list of ${list.length}`);
  return item;
}
