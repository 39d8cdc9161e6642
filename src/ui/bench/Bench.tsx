// The benchmark view, opened by the link #bench.
import { useState } from 'react';
import { type BenchOptions, type BenchRun, startBench } from '../../app/bench/workers.ts';
import { messageOf } from '../../message-of.ts';
import type { BenchFigures, BenchProgress } from '../../protocol.ts';
import { CopyButton } from '../parts/CopyButton.tsx';
import { Wordmark } from '../parts/Icons.tsx';
import { BenchFields } from './BenchFields.tsx';
import { BenchTables } from './BenchTables.tsx';
import './bench.css';

type BenchState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly run: BenchRun; readonly progress: BenchProgress }
  | { readonly kind: 'done'; readonly figures: BenchFigures }
  | { readonly kind: 'failed'; readonly message: string };

const FIRST: BenchProgress = { done: 0, all: 1, text: 'Starting workers' };

function useBench() {
  const [state, setState] = useState<BenchState>({ kind: 'idle' });
  const start = (options: BenchOptions) => {
    // Messages of a cancelled run are ignored.
    const during = (next: (run: BenchRun) => BenchState) =>
      setState((now) => (now.kind === 'running' && now.run === run ? next(run) : now));
    const run = startBench(options, (progress) =>
      during((same) => ({ kind: 'running', run: same, progress })),
    );
    setState({ kind: 'running', run, progress: FIRST });
    run.figures.then(
      (figures) => during(() => ({ kind: 'done', figures })),
      (error) => {
        run.cancel();
        const message = messageOf(error);
        during(() => ({ kind: 'failed', message }));
      },
    );
  };
  const cancel = () => {
    if (state.kind === 'running') state.run.cancel();
    setState({ kind: 'idle' });
  };
  return { state, start, cancel };
}

export function Bench() {
  const { state, start, cancel } = useBench();
  return (
    <div className="page">
      <header className="top">
        <h1 className="brand">
          <Wordmark />
          <span className="visually-hidden"> benchmark</span>
        </h1>
        <a className="bench-back" href="./">
          Back to the playground
        </a>
      </header>
      <main className="bench">
        <h2>What a step costs here</h2>
        <p className="aside">
          Times one training step of a small model on each engine of this browser. It takes about a
          minute, on a software adapter longer; close what else computes.
        </p>
        <BenchFields isRunning={state.kind === 'running'} onStart={start} onCancel={cancel} />
        <BenchStatus state={state} />
        {state.kind === 'done' && <Figures figures={state.figures} />}
      </main>
    </div>
  );
}

function BenchStatus({ state }: { readonly state: BenchState }) {
  if (state.kind === 'failed') {
    return (
      <p className="bench-failed" role="alert">
        <strong>The benchmark stopped.</strong> {state.message}
      </p>
    );
  }
  const { done, all, text } = state.kind === 'running' ? state.progress : FIRST;
  return (
    <div role="status" className="bench-progress">
      {state.kind === 'running' && (
        <>
          <progress aria-label="Parts done" max={all} value={done} /> {text}
        </>
      )}
      {state.kind === 'done' && 'Done.'}
    </div>
  );
}

function Figures({ figures }: { readonly figures: BenchFigures }) {
  const text = JSON.stringify(figures, null, 2);
  return (
    <>
      <BenchTables figures={figures} />
      <div>
        <CopyButton
          className="button"
          label="Copy figures"
          refused="Not copied: they are below"
          text={() => text}
        />
      </div>
      <details>
        <summary>Figures as JSON</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard. */}
        <pre className="mono bench-json" tabIndex={0}>
          {text}
        </pre>
      </details>
    </>
  );
}
