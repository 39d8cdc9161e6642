// Whether the run on screen is recorded, kept in this browser, or trained in this page.
import { PRESETS } from '../../config/presets.ts';
import { useApp } from '../parts/useApp.ts';

function Name() {
  const recorded = useApp((app) => app.recorded);
  const name = useApp((app) => app.recordedName);
  if (name !== null) {
    return (
      <>
        <strong>Kept run</strong> “{name}”
      </>
    );
  }
  return (
    <>
      <strong>Recorded run</strong> of the preset {recorded !== null && PRESETS[recorded].title}
    </>
  );
}

export function RunSource() {
  const isRecorded = useApp((app) => app.recorded !== null);
  const seed = useApp((app) => app.history.start?.config.seed);
  const play = useApp((app) => app.play);
  if (!isRecorded) {
    return (
      <p className="run-source">
        <strong>Your run</strong>, trained in this page with seed {seed}: choose a point of a curve
        to see what was written then.
      </p>
    );
  }
  return (
    <p className="run-source">
      <Name />: look around, or{' '}
      <button type="button" className="link" onClick={play}>
        train the pair here
      </button>
      .
    </p>
  );
}
