// Spreads paintings over animation frames, so that many charts do not block the page.

/** Milliseconds per frame; what is left waits for the next frame. */
const BUDGET = 4;

const waiting = new Set<() => void>();
let frame = 0;

function paintSome(): void {
  const begun = performance.now();
  for (const paint of waiting) {
    waiting.delete(paint);
    paint();
    if (performance.now() - begun > BUDGET) break;
  }
  frame = waiting.size > 0 ? requestAnimationFrame(paintSome) : 0;
}

/** Calls it once at a later frame, however often it is requested until then; first in, first out. */
export function paintSoon(paint: () => void): void {
  waiting.add(paint);
  if (frame === 0) frame = requestAnimationFrame(paintSome);
}

export const paintNoMore = (paint: () => void): boolean => waiting.delete(paint);
