// A number in a line of words: what is typed counts once it can be used; until then the box says why
// it cannot.
import { useId, useState } from 'react';

interface NumberBoxProps {
  /** Names the box to those who do not see the words around it. */
  readonly label: string;
  readonly before: string;
  readonly after?: string;
  readonly value: number;
  /** The number that a text stands for, or why it stands for none. */
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
