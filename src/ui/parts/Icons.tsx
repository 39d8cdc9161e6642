// Icons of the page, hidden from screen readers: their button has the name.
import type { ReactNode } from 'react';

function Icon({ children }: { children: ReactNode }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {children}
    </svg>
  );
}

export const PlayIcon = () => (
  <Icon>
    <path d="M4.5 2.8v10.4l8.6-5.2z" fill="currentColor" />
  </Icon>
);
export const PauseIcon = () => (
  <Icon>
    <path d="M4 3h3v10H4zM9 3h3v10H9z" fill="currentColor" />
  </Icon>
);
export const StepIcon = () => (
  <Icon>
    <path d="M3 3v10l6.8-5z" fill="currentColor" />
    <path d="M12 3v10" />
  </Icon>
);
export const ResetIcon = () => (
  <Icon>
    <path d="M3.2 8a4.8 4.8 0 1 0 1.6-3.6" />
    <path d="M2.6 2.4v2.9h2.9" />
  </Icon>
);
export const LinkIcon = () => (
  <Icon>
    <path d="M6.6 9.4a2.6 2.6 0 0 0 3.8.1l2.3-2.3a2.7 2.7 0 0 0-3.8-3.8l-.9.9" />
    <path d="M9.4 6.6a2.6 2.6 0 0 0-3.8-.1L3.3 8.8a2.7 2.7 0 0 0 3.8 3.8l.9-.9" />
  </Icon>
);
export const SaveRunIcon = () => (
  <Icon>
    <path d="M8 2v7M5 6.2l3 3 3-3" />
    <path d="M2.8 10.8v2.4h10.4v-2.4" />
  </Icon>
);
/** Like SaveRunIcon, with a stroke in the senior's colour instead of a tray. */
export const SaveSeniorIcon = () => (
  <Icon>
    <path d="M8 1.6v6.6M5 5.4l3 3 3-3" />
    <path
      d="M1.8 13.6c2-3.4 3.8-3.2 5.6-1.4s4 1.6 6.8-1.6"
      stroke="var(--senior)"
      strokeWidth="2"
    />
  </Icon>
);
export const SunIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="2.8" />
    <path d="M8 1.6v1.6M8 12.8v1.6M1.6 8h1.6M12.8 8h1.6M3.5 3.5l1.1 1.1M11.4 11.4l1.1 1.1M12.5 3.5l-1.1 1.1M4.6 11.4l-1.1 1.1" />
  </Icon>
);
export const MoonIcon = () => (
  <Icon>
    <path d="M13.2 9.6A5.6 5.6 0 0 1 6.4 2.8a5.6 5.6 0 1 0 6.8 6.8z" />
  </Icon>
);
export const LeftIcon = () => (
  <Icon>
    <path d="M9.8 3.5 5.4 8l4.4 4.5" />
  </Icon>
);
export const RightIcon = () => (
  <Icon>
    <path d="M6.2 3.5 10.6 8l-4.4 4.5" />
  </Icon>
);
export const HandoffIcon = () => (
  <Icon>
    <path d="M2.5 11.5h4V4.5h6" />
    <path d="m10.4 2.2 2.4 2.3-2.4 2.3" />
  </Icon>
);
export const CloseIcon = () => (
  <Icon>
    <path d="m4 4 8 8M12 4l-8 8" />
  </Icon>
);

/** The logo: two strokes of one line in the authors' colours. */
export const Wordmark = () => (
  <span className="wordmark">
    <svg viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path className="stroke-senior" d="M3.5 21.5c2.6-7.2 6.6-10 9.1-7.6 1.6 1.5 1.9 4 3.4 5.6" />
      <path className="stroke-junior" d="M19.6 20.6c3.2-.9 6.2-4.3 8.9-10.1" />
    </svg>
    <span className="wordmark-text">tandem</span>
  </span>
);
export const UndoIcon = () => (
  <Icon>
    <path d="M5.5 3.5L2.5 6.5l3 3" />
    <path d="M3 6.5h6.5a3.5 3.5 0 0 1 0 7H7" />
  </Icon>
);
export const RedoIcon = () => (
  <Icon>
    <path d="M10.5 3.5l3 3-3 3" />
    <path d="M13 6.5H6.5a3.5 3.5 0 0 0 0 7H9" />
  </Icon>
);
export const FindIcon = () => (
  <Icon>
    <circle cx="7" cy="7" r="4.2" />
    <path d="M10.2 10.2l3.3 3.3" />
  </Icon>
);
