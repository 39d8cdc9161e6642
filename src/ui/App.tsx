// The page: header, solution, curves, settings. Layout only.
import { Controls } from './Controls.tsx';
import { Curves } from './Curves.tsx';
import { Group } from './Group.tsx';
import { Wordmark } from './Icons.tsx';
import { Lab } from './lab/Lab.tsx';
import { Notices } from './Notices.tsx';
import { PageActions } from './PageActions.tsx';
import { PresetSelect } from './PresetSelect.tsx';
import { Progress, RunBar } from './RunBar.tsx';
import { Solution } from './Solution.tsx';

interface Props {
  /** Why this browser cannot train; null when it can. */
  readonly missing: string | null;
}

export function App({ missing }: Props) {
  return (
    <div className="page">
      <header className="top">
        <h1 className="brand">
          <Wordmark />
          <span className="visually-hidden"> playground</span>
        </h1>
        <PresetSelect />
        {missing === null && <RunBar />}
        <PageActions />
        <Progress />
      </header>
      <Notices missing={missing} />
      <main className="columns">
        <div className="column column-solution">
          <Solution />
          <Lab />
          <Group />
        </div>
        <Curves />
        <Controls />
      </main>
    </div>
  );
}
