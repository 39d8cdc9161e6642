// The section that trains and compares runs kept in this browser.
import './compare.css';
import './comparison.css';
import { useState } from 'react';
import type { CompareStore } from '../../app/compare/store.ts';
import { CompareContext, useCompare } from '../parts/useCompare.ts';
import { CompareNotes } from './CompareNotes.tsx';
import { ImportRun } from './ImportRun.tsx';
import { QueueBar } from './QueueBar.tsx';
import { RunList } from './RunList.tsx';
import { Comparison } from './results/Comparison.tsx';
import { Setup } from './setup/Setup.tsx';

export function Compare({ store }: { readonly store: CompareStore }) {
  return (
    <CompareContext value={store}>
      <Section />
    </CompareContext>
  );
}

function Section() {
  const isEmpty = useCompare(
    ({ runs, queue }) => runs.length === 0 && queue.batches.every(({ jobs }) => jobs.length === 0),
  );
  const [isSettingUp, setSettingUp] = useState(false);
  const isBlank = isEmpty && !isSettingUp;
  return (
    <section className="compare" id="compare" aria-labelledby="compare-title">
      <div className="section-head">
        <h2 id="compare-title">Compare</h2>
        <div className="compare-actions">
          {!isBlank && (
            <button
              type="button"
              className="button button-small"
              aria-expanded={isSettingUp}
              onClick={() => setSettingUp(!isSettingUp)}
            >
              New comparison
            </button>
          )}
          <ImportRun />
        </div>
      </div>
      <CompareNotes />
      {isBlank ? (
        <div className="compare-empty">
          <p>
            Train the same start in several ways, a few seeds each, and see which differences are
            more than chance; every run trained on this page is listed here too.
          </p>
          <button type="button" className="button button-main" onClick={() => setSettingUp(true)}>
            Set up a comparison
          </button>
        </div>
      ) : (
        <div className="compare-columns">
          <div className="compare-side">
            {isSettingUp && <Setup onStart={() => setSettingUp(false)} />}
            <QueueBar />
            <RunList />
          </div>
          <Comparison />
        </div>
      )}
    </section>
  );
}
