// What is happening now in one sentence, read aloud only where the reader moves manually.
import { sentence } from '../../app/solution/status-text.ts';
import { useApp } from '../parts/useApp.ts';
import { useShown } from '../strip/useShown.ts';

export function Sentence({ isPlaying }: { readonly isPlaying: boolean }) {
  const found = useShown();
  const text = useApp((app) => sentence(app, found));
  const isMoving = useApp((app) => app.status.kind === 'running' && app.held === null);
  return (
    <p className="sentence" aria-live={isPlaying || isMoving ? 'off' : 'polite'}>
      {text}
    </p>
  );
}
