// A button with a short menu, which arrow keys and Escape control.
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';

interface MenuEntry {
  readonly label: string;
  readonly onChoose: () => void;
}

interface MenuProps {
  /** Name of the button. */
  readonly label: string;
  readonly icon: ReactNode;
  readonly entries: readonly MenuEntry[];
}

const MOVES: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

/** The entry that a key goes to; null where the key is none of the menu's. */
function target(key: string, at: number, count: number): number | null {
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  const move = MOVES[key];
  return move === undefined ? null : (at + move + count) % count;
}

export function Menu({ label, icon, entries }: MenuProps) {
  const [isOpen, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const items = () => [
    ...(root.current?.querySelectorAll<HTMLButtonElement>('[role="menuitem"]') ?? []),
  ];
  // biome-ignore lint/correctness/useExhaustiveDependencies: opening alone moves the focus.
  useEffect(() => {
    if (isOpen) items()[0]?.focus();
  }, [isOpen]);
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isOpen) return;
    if (event.key === 'Escape') close();
    const all = items();
    const at = all.findIndex((item) => item.matches(':focus'));
    const next = target(event.key, at, all.length);
    if (next === null) return;
    event.preventDefault();
    all[next]?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys are handled for the menu's own buttons.
    <div
      ref={root}
      className="menu"
      onKeyDown={onKeyDown}
      onBlur={({ relatedTarget }) => root.current?.contains(relatedTarget) || setOpen(false)}
    >
      <button
        ref={button}
        type="button"
        className="menu-button"
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {icon}
      </button>
      {isOpen && (
        <div role="menu" aria-label={label} className="menu-entries">
          {entries.map(({ label, onChoose }) => (
            <button
              key={label}
              type="button"
              role="menuitem"
              tabIndex={-1}
              onClick={() => {
                close();
                onChoose();
              }}
            >
              {label}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
