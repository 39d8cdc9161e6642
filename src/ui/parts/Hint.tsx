// A small “?” whose explanation shows on hover, focus or tap; Escape hides it.
import { type KeyboardEvent, useId, useState } from 'react';

interface HintProps {
  /** What is explained, for the button's name. */
  readonly about: string;
  readonly text: string;
}

export function Hint({ about, text }: HintProps) {
  const id = useId();
  const [isHidden, setHidden] = useState(false);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') setHidden(true);
  };
  return (
    <span className={isHidden ? 'hint hint-hidden' : 'hint'}>
      <button
        type="button"
        className="hint-button"
        aria-label={`What is ${about}?`}
        aria-describedby={id}
        onKeyDown={onKeyDown}
        onBlur={() => setHidden(false)}
        onMouseLeave={() => setHidden(false)}
      >
        ?
      </button>
      <span role="tooltip" id={id} className="hint-text">
        {text}
      </span>
    </span>
  );
}
