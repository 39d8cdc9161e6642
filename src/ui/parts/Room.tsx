// Keeps room: what was once this high gets no lower, so that nothing below it moves when another solution
// comes.
import { type ReactNode, useLayoutEffect, useRef } from 'react';

/** Greatest height so far, in pixels, by what it is the height of. */
export type Rooms = Map<string, number>;

interface RoomProps {
  /** Outlasts the element. */
  readonly rooms: Rooms;
  /** What the room is for. */
  readonly name: string;
  readonly children: ReactNode;
}

/** Another width makes other lines, so each has its own room. */
function keepRoom(element: HTMLElement, rooms: Rooms, name: string): () => void {
  let kept = '';
  const keep = (key: string, height: number) => {
    rooms.set(key, height);
    element.style.setProperty('--room', `${height}px`);
  };
  const measure = () => {
    const key = `${name}, ${element.clientWidth} px wide`;
    if (key !== kept) keep(key, rooms.get(key) ?? 0);
    kept = key;
    keep(key, element.offsetHeight);
  };
  measure();
  const observer = new ResizeObserver(measure);
  observer.observe(element);
  return () => observer.disconnect();
}

export function Room({ rooms, name, children }: RoomProps) {
  const host = useRef<HTMLDivElement>(null);
  useLayoutEffect(
    () => (host.current === null ? undefined : keepRoom(host.current, rooms, name)),
    [rooms, name],
  );
  return (
    <div ref={host} className="room">
      {children}
    </div>
  );
}
