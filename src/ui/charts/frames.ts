// Paints at the next frames, some milliseconds in each, so that many charts never hold up the page.
// Knows no chart.

/** Milliseconds of a frame after which what is left waits for the next. */
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

/** Calls it once, however often it is asked for until then; who waits longest comes first. */
export function paintSoon(paint: () => void): void {
  waiting.add(paint);
  if (frame === 0) frame = requestAnimationFrame(paintSome);
}

export const paintNoMore = (paint: () => void): boolean => waiting.delete(paint);
