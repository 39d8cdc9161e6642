// When an edited setting takes effect, and the settings changed during this run.
import { useMemo } from 'react';
import { type LoggedChange, loggedChanges } from '../../app/charts/changes.ts';
import { pendingChange } from '../../app/run/run-state.ts';
import { useApp } from '../parts/useApp.ts';

const PENDING = {
  none: '',
  live: 'changed: taken up at the next step',
  restart: 'changed: Reset to apply',
} as const;

function Journal({ changes }: { readonly changes: readonly LoggedChange[] }) {
  return (
    <details className="journal">
      <summary>
        Changed during this run: {changes.length} {changes.length === 1 ? 'setting' : 'settings'}
      </summary>
      <ul>
        {changes.map(({ step, says }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: entries are only ever added.
          <li key={i}>
            after step {step}: {says}
          </li>
        ))}
      </ul>
      <p className="aside">They are in the saved run, so that it can be repeated.</p>
    </details>
  );
}

export function LiveEdits() {
  const pending = useApp(pendingChange);
  const changes = useApp((app) => app.history.changes);
  const start = useApp((app) => app.history.start);
  const logged = useMemo(
    () => (start === null ? [] : loggedChanges(start.config, changes)),
    [start, changes],
  );
  return (
    <>
      <span className={pending === 'live' ? 'changed changed-live' : 'changed'} role="status">
        {PENDING[pending]}
      </span>
      {logged.length > 0 && <Journal changes={logged} />}
    </>
  );
}
