// Tabs over one panel; arrow keys, Home and End move between them.
import { type KeyboardEvent, type ReactNode, useId } from 'react';

interface TabsProps {
  /** Name of the list of tabs. */
  readonly label: string;
  readonly names: readonly string[];
  readonly isNumbered?: boolean;
  /** Index of the open tab. */
  readonly open: number;
  readonly onOpen: (index: number) => void;
  /** Content of the open tab's panel. */
  readonly children: ReactNode;
}

/** The tab that a key leads to, around the ends; null for other keys. */
function tabForKey(key: string, open: number, count: number): number | null {
  switch (key) {
    case 'ArrowRight':
      return (open + 1) % count;
    case 'ArrowLeft':
      return (open + count - 1) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

export function Tabs({ label, names, isNumbered = false, open, onOpen, children }: TabsProps) {
  const id = useId();
  const onKeyDown = (event: KeyboardEvent) => {
    const next = tabForKey(event.key, open, names.length);
    if (next === null) return;
    event.preventDefault();
    onOpen(next);
    document.getElementById(`${id}-tab-${next}`)?.focus();
  };
  return (
    <>
      <div className="tabs" role="tablist" aria-label={label} onKeyDown={onKeyDown}>
        {names.map((name, i) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`${id}-tab-${i}`}
            className="tab"
            aria-selected={i === open}
            aria-controls={`${id}-panel`}
            tabIndex={i === open ? 0 : -1}
            onClick={() => onOpen(i)}
          >
            {isNumbered && <span className="tab-number">{i + 1} </span>}
            {name}
          </button>
        ))}
      </div>
      <div
        className="tab-panel"
        role="tabpanel"
        id={`${id}-panel`}
        aria-labelledby={`${id}-tab-${open}`}
      >
        {children}
      </div>
    </>
  );
}
