// Notice that a run was interrupted when its tab closed or reloaded.
import { useContext, useEffect, useState } from 'react';
import {
  type InterruptedRun as Left,
  noteInterruptedRun,
  readInterruptedRun,
} from '../../app/run/interrupted-run.ts';
import { CloseIcon } from '../parts/Icons.tsx';
import { StoreContext } from '../parts/useApp.ts';

/** Null where storage is forbidden or missing. */
function tried<T>(use: (notes: Storage) => T): T | null {
  try {
    return use(sessionStorage);
  } catch {
    return null;
  }
}

export function InterruptedRun() {
  const store = useContext(StoreContext);
  const [left, setLeft] = useState<Left | null>(() => tried(readInterruptedRun));
  useEffect(() => {
    if (store === null) return;
    const note = () => tried((notes) => noteInterruptedRun(notes, store.getState()));
    window.addEventListener('pagehide', note);
    return () => window.removeEventListener('pagehide', note);
  }, [store]);
  if (left === null) return null;
  return (
    <div className="notice" role="status">
      <p>
        <strong>
          A run ended with the page, after {left.step} of {left.steps} steps.
        </strong>{' '}
        Its settings are in the address: Play trains it again, number by number. As far as its last
        evaluation it is also among the runs below, where this browser keeps them.
      </p>
      <button
        type="button"
        className="button button-quiet"
        aria-label="Dismiss"
        onClick={() => setLeft(null)}
      >
        <CloseIcon />
      </button>
    </div>
  );
}
