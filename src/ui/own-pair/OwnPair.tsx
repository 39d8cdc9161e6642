// A dialog that trains a pair from random weights; training continues when it is closed.

import { useContext, useState } from 'react';
import { useStore } from 'zustand';
import { createOwnPairStore, isTraining, ROLES, trainedPair } from '../../app/own-pair/store.ts';
import { startPretrain } from '../../app/own-pair/worker.ts';
import { Modal } from '../parts/Modal.tsx';
import { StoreContext } from '../parts/useApp.ts';
import type { Problems } from './RecipeFields.tsx';
import { RecipeFields } from './RecipeFields.tsx';
import './own-pair.css';
import { PretrainingProgress } from './PretrainingProgress.tsx';

const store = createOwnPairStore(startPretrain);

function Actions({ isBad, onClose }: { readonly isBad: boolean; readonly onClose: () => void }) {
  const app = useContext(StoreContext);
  const state = useStore(store);
  const training = isTraining(state);
  const pair = trainedPair(state);
  const use = () => {
    if (pair === null || app === null) return;
    const { setField } = app.getState();
    setField('task', 'arithmetic');
    for (const role of ROLES) setField(role, pair[role]);
    onClose();
  };
  return (
    <div className="own-actions">
      {training ? (
        <button type="button" className="button" onClick={state.cancel}>
          Cancel
        </button>
      ) : (
        <button
          type="button"
          className={pair === null ? 'button button-main' : 'button'}
          disabled={isBad || pair !== null}
          onClick={state.train}
        >
          Train both
        </button>
      )}
      <button
        type="button"
        className={pair === null ? 'button' : 'button button-main'}
        disabled={pair === null}
        onClick={use}
      >
        Use this pair
      </button>
    </div>
  );
}

export function OwnPair({ onClose }: { readonly onClose: () => void }) {
  const state = useStore(store);
  const [problems, setProblems] = useState<Problems>({});
  const onProblem = (key: string, problem: string | null) =>
    setProblems(({ [key]: _solved, ...others }) =>
      problem === null ? others : { ...others, [key]: problem },
    );
  return (
    <Modal title="Train your own pair" onClose={onClose}>
      <p className="aside">
        Two small models learn from random weights to write solutions of arithmetic stories. They
        stay in this browser; a link names their recipes, so that others can train the same pair.
      </p>
      <div className="own-recipes">
        {ROLES.map((role) => (
          <RecipeFields
            key={role}
            role={role}
            recipe={state.models[role]}
            isLocked={isTraining(state)}
            problems={problems}
            onWant={state.setModel}
            onProblem={onProblem}
          />
        ))}
      </div>
      <PretrainingProgress jobs={state.jobs} />
      <Actions isBad={Object.keys(problems).length > 0} onClose={onClose} />
    </Modal>
  );
}
