// A text with a copy button, selected for manual copying where the clipboard is not allowed.
import { useId, useRef, useState } from 'react';
import { toClipboard } from '../parts/clipboard.ts';

interface CopyFieldProps {
  readonly label: string;
  /** Text of the button, e.g. 'Copy link'. */
  readonly action: string;
  readonly text: string;
  /** Whether its button has the focus when the dialog opens. */
  readonly isFirst?: boolean;
}

export function CopyField({ label, action, text, isFirst = false }: CopyFieldProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const [message, setMessage] = useState('');
  const copy = async () => {
    const isCopied = await toClipboard(text);
    if (!isCopied) field.current?.select();
    setMessage(
      isCopied
        ? `${label} is copied.`
        : 'The clipboard is closed to this page. The text is selected: copy it manually.',
    );
  };
  return (
    <div className="copy-field">
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        ref={field}
        className="mono copy-text"
        readOnly
        rows={2}
        value={text}
        onFocus={(event) => event.currentTarget.select()}
      />
      <div className="copy-row">
        <button
          type="button"
          className="button"
          data-first={isFirst || undefined}
          onClick={() => {
            void copy();
          }}
        >
          {action}
        </button>
        <span className="aside" role="status">
          {message}
        </span>
      </div>
    </div>
  );
}
