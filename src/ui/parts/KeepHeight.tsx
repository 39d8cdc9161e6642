// A box that never gets lower than it has been, so that nothing below it moves when its content changes.
import { type ReactNode, useLayoutEffect, useRef } from 'react';

/** Greatest height so far, in pixels, by what it is the height of. */
export type Heights = Map<string, number>;

interface KeepHeightProps {
  /** Kept by the caller, so that it outlasts the element. */
  readonly heights: Heights;
  /** What the height is of. */
  readonly name: string;
  readonly children: ReactNode;
}

/** Another width breaks lines elsewhere, so each width has its own height. */
function keepHeight(element: HTMLElement, heights: Heights, name: string): () => void {
  let shown = '';
  const keep = (key: string, height: number) => {
    heights.set(key, height);
    element.style.setProperty('--kept-height', `${height}px`);
  };
  const measure = () => {
    const key = `${name}, ${element.clientWidth} px wide`;
    if (key !== shown) keep(key, heights.get(key) ?? 0);
    shown = key;
    keep(key, element.offsetHeight);
  };
  measure();
  const observer = new ResizeObserver(measure);
  observer.observe(element);
  return () => observer.disconnect();
}

export function KeepHeight({ heights, name, children }: KeepHeightProps) {
  const host = useRef<HTMLDivElement>(null);
  useLayoutEffect(
    () => (host.current === null ? undefined : keepHeight(host.current, heights, name)),
    [heights, name],
  );
  return (
    <div ref={host} className="keep-height">
      {children}
    </div>
  );
}
