// Writes to the clipboard.

/** False where the clipboard is forbidden or, on insecure hosts, absent. */
export async function toClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
