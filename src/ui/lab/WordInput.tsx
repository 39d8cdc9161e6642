// Input of the reader’s next word in the game, with the junior’s suggestions on request.
import { type FormEvent, useState } from 'react';
import { formatProbability } from '../../app/parts/format.ts';
import { surface } from '../../app/solution/tokens.ts';
import { LINE_END, SOLUTION_END } from '../../lab/words.ts';
import { useVocabulary } from '../strip/useShown.ts';
import { useLab } from './useLab.ts';

export function WordInput() {
  const say = useLab((lab) => lab.say);
  const askJunior = useLab((lab) => lab.askJunior);
  const { refused, hints } = useLab((lab) => lab.game);
  const isBusy = useLab((lab) => lab.isBusy);
  const [word, setWord] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (word.trim() !== '') say(word);
  };
  const button = (name: string, onClick: () => void) => (
    <button type="button" className="button button-small" disabled={isBusy} onClick={onClick}>
      {name}
    </button>
  );
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
      {button('New line', () => say(LINE_END))}
      {button('End', () => say(SOLUTION_END))}
      {hints === null ? button('Ask the junior', askJunior) : <Hints onTake={setWord} />}
      {refused !== null && (
        <p className="field-problem" role="alert">
          {refused}
        </p>
      )}
    </form>
  );
}

/** The junior's top tokens; choosing one puts it into the field. */
function Hints({ onTake }: { readonly onTake: (word: string) => void }) {
  const hints = useLab((lab) => lab.game.hints);
  const vocabulary = useVocabulary();
  if (hints === null) return null;
  const rows = Array.from(hints.ids, (id, i) => ({
    text: surface(vocabulary, id).trim(),
    probability: hints.probabilities[i] ?? 0,
  }));
  return (
    <span className="game-hints" role="status">
      <span className="label">the junior would write</span>
      {rows
        .filter(({ text }) => text !== '')
        .map(({ text, probability }) => (
          <button
            key={text}
            type="button"
            className="button button-small ink-junior"
            onClick={() => onTake(text)}
          >
            <span className="mono">{text}</span> {formatProbability(Math.log(probability))}
          </button>
        ))}
    </span>
  );
}
