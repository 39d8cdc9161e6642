// Stands where the worker's answer will be.
export function Computing() {
  return <p role="status">Computing …</p>;
}
