// Placeholder until the worker answers.
export function Computing() {
  return <p role="status">Computing …</p>;
}
