// After each word, the share of right endings if the junior wrote the rest, at several training steps.
import type { HandoffMap as MapOfText } from '../../app/lab/rewritings.ts';
import type { Subject } from '../../app/lab/session.ts';
import { surface } from '../../app/solution/tokens.ts';
import { useApp } from '../parts/useApp.ts';
import { useVocabulary } from '../strip/useShown.ts';
import { useLab } from './useLab.ts';

/** Endings per place; a 95 % interval is then about 15 points to either side at 50 %. */
const SAMPLES = 40;
const percent = (share: number) => `${Math.round(100 * share)} %`;

export function HandoffMap({ subject }: { readonly subject: Subject }) {
  const maps = useLab((lab) => lab.maps);
  const isBusy = useLab((lab) => lab.isBusy);
  const map = useLab((lab) => lab.map);
  const mapAll = useLab((lab) => lab.mapAll);
  const stop = useLab((lab) => lab.stop);
  const seniors = useApp((app) => app.seniors);
  const button = (name: string, onClick: () => void) => (
    <button
      key={name}
      type="button"
      className="button button-small"
      disabled={isBusy}
      onClick={onClick}
    >
      {name}
    </button>
  );
  return (
    <div className="lab-panel">
      <p className="aside">
        If the junior took over after a word and wrote the rest alone, how often would it be right?{' '}
        {SAMPLES} endings at each place. The same coins and draws at every step.
      </p>
      <div className="lab-buttons">
        {button('This solution', () => map(subject, { samples: SAMPLES, isAgain: false }))}
        {seniors.map((senior) =>
          button(`by step ${senior.step}`, () =>
            map({ ...subject, senior }, { samples: SAMPLES, isAgain: true }),
          ),
        )}
        {seniors.length > 1 && button('all steps', () => mapAll(subject, seniors, SAMPLES))}
        {isBusy && (
          <button type="button" className="button button-small" onClick={stop}>
            Stop
          </button>
        )}
      </div>
      {maps.length > 0 && <Scale />}
      {maps.map((each) => (
        <Strip key={each.step} map={each} />
      ))}
    </div>
  );
}

function Scale() {
  return (
    <p className="map-scale">
      <span className="map-cell" style={{ background: ground(0) }}>
        0
      </span>
      <span className="map-cell" style={{ background: ground(0.5) }}>
        50
      </span>
      <span className="map-cell" style={{ background: ground(1) }}>
        100
      </span>
      per cent of right endings; red is where the junior cannot go on, a higher bar is more
    </p>
  );
}

/** Red where no ending is right, fading to none where all are. */
const ground = (share: number) =>
  `color-mix(in srgb, var(--bad) ${Math.round(55 * (1 - share))}%, transparent)`;

/** The text between each place and the one before it. */
function useWords({ rollout, points }: MapOfText): readonly string[] {
  const vocabulary = useVocabulary();
  return points.map(({ at }, i) => {
    const ids = rollout.tokens.slice(points[i - 1]?.at ?? 0, at);
    const text = Array.from(ids, (id) => surface(vocabulary, id)).join('');
    return at === 0 ? 'start' : text.trim() === '' ? '↵' : text.trim();
  });
}

function Strip({ map }: { readonly map: MapOfText }) {
  const words = useWords(map);
  const title = map.step < 0 ? 'this solution' : `written by the senior of step ${map.step}`;
  const isOn = map.points.length < map.of;
  return (
    <table className="map">
      <caption className="map-title">
        {title}
        {isOn && (
          <span className="aside">
            {' '}
            {map.points.length} of {map.of} places
          </span>
        )}
      </caption>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">the junior takes over after</th>
          <th scope="col">right endings</th>
        </tr>
      </thead>
      <tbody>
        {map.points.map(({ at, share, interval }, i) => (
          <tr
            key={at}
            className="map-point"
            title={`${percent(interval[0])} to ${percent(interval[1])}`}
          >
            <th scope="row" className="map-word">
              {words[i]}
            </th>
            <td className="map-share">
              <span className="map-bar" style={{ background: ground(share) }} aria-hidden="true">
                <span className="map-fill" style={{ transform: `scaleY(${share})` }} />
                <span
                  className="map-interval"
                  style={{ bottom: `${100 * interval[0]}%`, top: `${100 - 100 * interval[1]}%` }}
                />
              </span>
              {Math.round(100 * share)}
              <span className="visually-hidden">
                {' '}
                %, {percent(interval[0])} to {percent(interval[1])}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
