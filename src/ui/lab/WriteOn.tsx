// Starts a branch at the current token: own words, and who continues after them.
import { type KeyboardEvent, useState } from 'react';
import type { NextWriter } from '../../app/lab/branch.ts';
import type { Subject } from '../../app/lab/session.ts';
import { surface, visible } from '../../app/solution/tokens.ts';
import { useVocabulary } from '../strip/useShown.ts';
import { useLab } from './useLab.ts';

interface WriteOnProps {
  readonly subject: Subject;
  readonly token: number;
}

const WRITERS = [
  ['senior', 'Senior'],
  ['junior', 'Junior'],
  ['both', 'Both'],
] as const satisfies readonly (readonly [NextWriter, string])[];

/** Line ends, which are typed as a sign. */
const withLines = (text: string) => text.replaceAll('↵', '\n').trim();

export function WriteOn({ subject, token }: WriteOnProps) {
  const [isInstead, setInstead] = useState(false);
  const [words, setWords] = useState('');
  const isBusy = useLab((lab) => lab.isBusy);
  const writeOn = useLab((lab) => lab.writeOn);
  const at = isInstead ? token : token + 1;
  const isOver = at === subject.rollout.tokens.length;
  const go = (writer: NextWriter) => writeOn(subject, { at, words: withLines(words), writer });
  const button = (writer: NextWriter, name: string, isDisabled: boolean) => (
    <button
      key={writer}
      type="button"
      className={`button button-small ink-${writer}`}
      disabled={isDisabled || isOver}
      onClick={() => go(writer)}
    >
      {name}
    </button>
  );
  return (
    <fieldset className="write-on" disabled={isBusy}>
      <legend className="visually-hidden">Try something else here</legend>
      <Where subject={subject} token={token} isInstead={isInstead} onChange={setInstead} />
      <Words words={words} onWords={setWords} onEnter={() => words.trim() !== '' && go('both')} />
      <span className="write-on-writers">
        <span className="label">then</span>
        {WRITERS.map(([writer, name]) => button(writer, name, false))}
        {button('you', 'Nobody: it ends there', words.trim() === '')}
      </span>
      <p className="aside">
        The senior is that of step {subject.senior.step}.
        {isOver && ' The solution is over here: write on instead of its last token.'}
      </p>
    </fieldset>
  );
}

function Where({
  subject,
  token,
  isInstead,
  onChange,
}: WriteOnProps & {
  readonly isInstead: boolean;
  readonly onChange: (isInstead: boolean) => void;
}) {
  const vocabulary = useVocabulary();
  const text = visible(surface(vocabulary, subject.rollout.tokens[token]));
  return (
    <label className="write-on-where">
      <span className="label">Write on</span>{' '}
      <select
        className="select"
        aria-label="Where to write on"
        value={isInstead ? 'instead' : 'after'}
        onChange={({ target }) => onChange(target.value === 'instead')}
      >
        <option value="after">after {text}</option>
        <option value="instead">instead of {text}</option>
      </select>
    </label>
  );
}

function Words({
  words,
  onWords,
  onEnter,
}: {
  readonly words: string;
  readonly onWords: (words: string) => void;
  readonly onEnter: () => void;
}) {
  const refused = useLab((lab) => lab.refused);
  const onKeyDown = ({ key }: KeyboardEvent) => {
    if (key === 'Enter') onEnter();
  };
  return (
    <span className="write-on-words">
      <input
        className="number word"
        aria-label="Words of your own, if any; ↵ ends a line"
        placeholder="your words, if any"
        aria-invalid={refused !== null}
        autoComplete="off"
        value={words}
        onChange={({ target }) => onWords(target.value)}
        onKeyDown={onKeyDown}
      />
      <button
        type="button"
        className="button button-small"
        aria-label="End a line there"
        title="End a line there"
        onClick={() => onWords(`${words}↵`)}
      >
        ↵
      </button>
      {refused !== null && (
        <span className="field-problem" role="alert">
          {refused}
        </span>
      )}
    </span>
  );
}
