// Opens the dialog that trains a pair from random weights, and loads it then.
import { lazy, Suspense, useState } from 'react';

const OwnPair = lazy(() =>
  import('../own-pair/OwnPair.tsx').then((loaded) => ({ default: loaded.OwnPair })),
);

export function OwnPairButton() {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="button own-pair-button" onClick={() => setOpen(true)}>
        Train your own pair …
      </button>
      {isOpen && (
        <Suspense>
          <OwnPair onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
