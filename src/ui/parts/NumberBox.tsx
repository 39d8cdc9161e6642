// A number within a line of text, with a message while what is typed is not allowed.
import { useId, useState } from 'react';

interface NumberBoxProps {
  /** Accessible name of the box. */
  readonly label: string;
  readonly before: string;
  readonly after?: string;
  readonly value: number;
  /** The number in a text, or what is wrong with the text. */
  readonly check: (text: string) => number | string;
  readonly onChange: (value: number) => void;
}

export function NumberBox({ label, before, after, value, check, onChange }: NumberBoxProps) {
  const id = useId();
  const [draft, setDraft] = useState<string | null>(null);
  const checked = draft === null ? value : check(draft);
  const problem = typeof checked === 'string' ? checked : null;
  return (
    <span className="number-box">
      <span aria-hidden="true">{before}</span>
      <input
        type="text"
        inputMode="numeric"
        autoComplete="off"
        className="number-box-input"
        aria-label={label}
        value={draft ?? String(value)}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : id}
        onChange={({ target }) => {
          setDraft(target.value);
          const next = check(target.value);
          if (typeof next === 'number') onChange(next);
        }}
        onBlur={() => setDraft(null)}
      />
      {after !== undefined && <span aria-hidden="true">{after}</span>}
      {problem !== null && (
        <span id={id} role="alert" className="number-box-problem">
          {problem}
        </span>
      )}
    </span>
  );
}
