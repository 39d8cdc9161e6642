// A game: the reader writes the junior’s words.
import { useState } from 'react';
import type { Round, Score, Scores } from '../../app/lab/game.ts';
import type { Subject } from '../../app/lab/session.ts';
import { UNTRAINED } from '../../app/run/snapshots.ts';
import { surface } from '../../app/solution/tokens.ts';
import { useApp } from '../parts/useApp.ts';
import { useVocabulary } from '../strip/useShown.ts';
import { Mark } from '../strip/Verdict.tsx';
import { useLab } from './useLab.ts';
import { WordInput } from './WordInput.tsx';

export function BeJunior({ subject }: { readonly subject: Subject }) {
  const { config } = subject;
  const run = useApp((app) => app.history.start);
  const { round, scores } = useLab((lab) => lab.game);
  const begin = useLab((lab) => lab.begin);
  const isBusy = useLab((lab) => lab.isBusy);
  const seniors = useApp((app) => app.seniors);
  const [step, setStep] = useState<number | null>(null);
  const newest = seniors.at(-1) ?? UNTRAINED;
  const senior = seniors.find((each) => each.step === step) ?? newest;
  // A round ends with the run it belongs to.
  const shown = round?.partner.run === run ? round : null;
  const isOn = shown !== null && shown.finished === null;
  return (
    <div className="lab-panel">
      <p className="aside">
        A problem that no training has seen. The coin hands you the pen as it would the junior:
        write one word, then the coin falls again.
      </p>
      {shown !== null && <Play round={shown} />}
      <div className="lab-buttons">
        <button
          type="button"
          className="button button-small"
          disabled={isBusy}
          onClick={() => run !== null && begin({ run, config, senior })}
        >
          {isOn ? 'Begin again' : 'New round'}
        </button>
        <label className="write-on-where">
          <span className="label">with the senior</span>{' '}
          <select
            className="select"
            value={senior.step}
            disabled={isBusy}
            onChange={({ target }) => setStep(Number(target.value))}
          >
            {seniors.map((each) => (
              <option key={each.step} value={each.step}>
                {titled(each.step)}
              </option>
            ))}
          </select>
        </label>
      </div>
      {shown !== null && scores.length > 0 && <Table scores={scores} />}
    </div>
  );
}

const titled = (step: number) => (step === 0 ? 'before training' : `after step ${step}`);

function Play({ round }: { readonly round: Round }) {
  const { problem, turn, finished, number, partner } = round;
  return (
    <>
      <p className="prompt game-prompt">{problem.prompt.trim()}</p>
      <Text round={round} />
      {finished === null && turn.next === 'person' && (
        <WordInput key={`${number}/${turn.place.tokens.length}`} />
      )}
      {finished !== null && (
        <p role="status">
          <Mark reward={finished.person.reward} /> {finished.person.reward > 0 ? 'Right' : 'Wrong'}:
          the answer is <b>{problem.answer}</b>. With the junior in your place, the senior{' '}
          {titled(partner.senior.step)} was {finished.junior.reward > 0 ? 'right' : 'wrong'}.
        </p>
      )}
    </>
  );
}

/** The solution so far, coloured by author. */
function Text({ round: { turn, finished } }: { readonly round: Round }) {
  const vocabulary = useVocabulary();
  const { tokens, authors } = turn.place;
  const end = finished?.person.finish === 'eos' ? tokens.length - 1 : null;
  return (
    <p className="game-text" aria-live="polite">
      {tokens.map((id, t) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: a solution only grows.
          key={t}
          className={authors[t] === 1 ? 'short-senior' : 'short-junior'}
        >
          {t === end ? <span className="token-end" /> : surface(vocabulary, id)}
        </span>
      ))}
      {tokens.length === 0 && <span className="aside">nothing written yet</span>}
    </p>
  );
}

const scoreText = ({ right, of }: Score) =>
  `${right} of ${of} right (${Math.round((100 * right) / of)} %)`;

/** Scores on the same problems and coins, of the reader and of the junior. */
function Table({ scores }: { readonly scores: readonly Scores[] }) {
  return (
    <table className="game-scores">
      <thead>
        <tr>
          <th scope="col">the senior</th>
          <th scope="col">with you</th>
          <th scope="col">with the junior</th>
        </tr>
      </thead>
      <tbody>
        {scores.map(({ step, person, junior }) => (
          <tr key={step}>
            <th scope="row">{titled(step)}</th>
            <td>{scoreText(person)}</td>
            <td>{scoreText(junior)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
