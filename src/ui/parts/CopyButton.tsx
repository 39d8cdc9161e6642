// A button that copies a text, and says for a while whether it could.
import { useEffect, useState } from 'react';
import { toClipboard } from './clipboard.ts';

/** Milliseconds for which the outcome is shown. */
const OUTCOME_SHOWN = 2000;

interface CopyButtonProps {
  readonly label: string;
  /** Shown where the clipboard is not allowed. */
  readonly refused: string;
  /** Called on a click. */
  readonly text: () => string;
  readonly className: string;
  readonly title?: string;
}

export function CopyButton({ label, refused, text, className, title }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<string | null>(null);
  useEffect(() => {
    if (outcome === null) return;
    const timer = setTimeout(() => setOutcome(null), OUTCOME_SHOWN);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = async () => {
    setOutcome((await toClipboard(text())) ? 'Copied' : refused);
  };
  return (
    <button
      type="button"
      className={className}
      title={title}
      onClick={() => {
        void copy();
      }}
    >
      <span aria-live="polite">{outcome ?? label}</span>
    </button>
  );
}
