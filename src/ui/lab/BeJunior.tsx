// A person in the junior's place: the coin hands over the pen, the page waits for a word.
import { type FormEvent, useState } from 'react';
import type { Score } from '../../app/game.ts';
import type { Subject } from '../../app/lab.ts';
import { surface } from '../../app/tokens.ts';
import { LINE_END, SOLUTION_END } from '../../lab/words.ts';
import { useVocabulary } from '../useShown.ts';
import { Mark } from '../Verdict.tsx';
import { useLab } from './useLab.ts';

const told = ({ right, of }: Score) => (of === 0 ? 'no round yet' : `${right} of ${of} right`);

export function BeJunior({ subject }: { readonly subject: Subject }) {
  const { round, turn, finished, person, junior } = useLab((lab) => lab.game);
  const begin = useLab((lab) => lab.begin);
  const isBusy = useLab((lab) => lab.isBusy);
  const isOn = turn !== null && finished === null;
  return (
    <div className="lab-panel">
      <p className="aside">
        The coin hands you the pen as it would the junior. Write one word, then the coin falls
        again.
      </p>
      {turn !== null && <Text />}
      {isOn && turn.pen === 'person' && <Word key={turn.place.tokens.length} subject={subject} />}
      {finished !== null && (
        <p role="status">
          <Mark reward={finished.reward} /> {finished.reward > 0 ? 'Right' : 'Wrong'}: the answer is{' '}
          <b>{subject.origin.problem.answer}</b>.
        </p>
      )}
      <div className="lab-buttons">
        <button
          type="button"
          className="button button-small"
          disabled={isBusy}
          onClick={() => begin(subject)}
        >
          {round === 0 || !isOn ? 'New round' : 'Begin again'}
        </button>
        <span className="aside">
          With you: {told(person)}. With the junior: {told(junior)}.
        </span>
      </div>
    </div>
  );
}

/** The solution so far in two inks. */
function Text() {
  const turn = useLab((lab) => lab.game.turn);
  const vocabulary = useVocabulary();
  if (turn === null) return null;
  const { tokens, authors } = turn.place;
  return (
    <p className="game-text" aria-live="polite">
      {tokens.map((id, t) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: a solution only grows.
          key={t}
          className={authors[t] === 1 ? 'short-senior' : 'short-junior'}
        >
          {surface(vocabulary, id)}
        </span>
      ))}
      {tokens.length === 0 && <span className="aside">nothing written yet</span>}
    </p>
  );
}

function Word({ subject }: { readonly subject: Subject }) {
  const say = useLab((lab) => lab.say);
  const refused = useLab((lab) => lab.game.refused);
  const isBusy = useLab((lab) => lab.isBusy);
  const [word, setWord] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (word.trim() !== '') say(subject, word);
  };
  return (
    <form className="lab-buttons" onSubmit={submit}>
      <input
        className="number word"
        aria-label="Your word"
        aria-invalid={refused !== null}
        autoComplete="off"
        // biome-ignore lint/a11y/noAutofocus: the page waits for this word, after the person's own press.
        autoFocus
        value={word}
        disabled={isBusy}
        onChange={({ target }) => setWord(target.value)}
      />
      <button type="submit" className="button button-small" disabled={isBusy}>
        Write
      </button>
      <button
        type="button"
        className="button button-small"
        disabled={isBusy}
        onClick={() => say(subject, LINE_END)}
      >
        New line
      </button>
      <button
        type="button"
        className="button button-small"
        disabled={isBusy}
        onClick={() => say(subject, SOLUTION_END)}
      >
        End
      </button>
      {refused !== null && (
        <p className="field-problem" role="alert">
          {refused}
        </p>
      )}
    </form>
  );
}
