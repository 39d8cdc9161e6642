// From the current token on: what each model holds likeliest, and buttons that let one write on.
import { formatProbability } from '../../app/format.ts';
import type { Subject } from '../../app/lab.ts';
import { type Author, surface, visible } from '../../app/tokens.ts';
import type { Alternatives } from '../../engine/engine.ts';
import { useVocabulary } from '../useShown.ts';
import { useLab } from './useLab.ts';

interface Props {
  readonly subject: Subject;
  readonly token: number;
}

const WRITERS = [
  ['senior', 'Senior'],
  ['junior', 'Junior'],
  ['both', 'Both'],
] as const;

export function WriteOn({ subject, token }: Props) {
  const isBusy = useLab((lab) => lab.isBusy);
  const writeOn = useLab((lab) => lab.writeOn);
  const askNext = useLab((lab) => lab.askNext);
  const isAsked = useLab((lab) => lab.next?.at === token);
  const at = token + 1;
  const isLast = at === subject.rollout.tokens.length;
  return (
    <>
      <fieldset className="write-on" disabled={isBusy}>
        <legend className="visually-hidden">Try something else here</legend>
        <span className="label">
          Write on after it, with the senior of step {subject.senior.step}:
        </span>
        {WRITERS.map(([writer, name]) => (
          <button
            key={writer}
            type="button"
            className={`button button-small ink-${writer}`}
            disabled={isLast}
            onClick={() => writeOn(subject, at, writer)}
          >
            {name}
          </button>
        ))}
        <button
          type="button"
          className="button button-small"
          aria-pressed={isAsked}
          onClick={() => askNext(subject, token)}
        >
          Another token …
        </button>
      </fieldset>
      {isAsked && <Likeliest subject={subject} token={token} />}
    </>
  );
}

/** Both models' ten likeliest here; choosing one writes it instead, and both go on. */
function Likeliest({ subject, token }: Props) {
  const next = useLab((lab) => lab.next);
  if (next === null) return null;
  return (
    <div className="opinions">
      <Column subject={subject} token={token} author="senior" list={next.tokens.senior} />
      <Column subject={subject} token={token} author="junior" list={next.tokens.junior} />
    </div>
  );
}

function Column({
  subject,
  token,
  author,
  list,
}: Props & { readonly author: Author; readonly list: Alternatives }) {
  const vocabulary = useVocabulary();
  const replace = useLab((lab) => lab.replace);
  const isBusy = useLab((lab) => lab.isBusy);
  const written = subject.rollout.tokens[token];
  return (
    <ol className={`likely likely-${author}`} aria-label={`Tokens the ${author} might write here`}>
      {Array.from(list.ids, (id, i) => {
        const probability = list.probabilities[i] ?? 0;
        const text = visible(surface(vocabulary, id));
        return (
          <li key={id} className={id === written ? 'likely-row likely-written' : 'likely-row'}>
            <span className="likely-bar" style={{ transform: `scaleX(${probability})` }} />
            <button
              type="button"
              className="likely-token likely-choose"
              disabled={isBusy || id === written}
              title="Write this token instead and let both go on"
              onClick={() => replace(subject, token, id)}
            >
              {text}
            </button>
            <span className="likely-share">{formatProbability(Math.log(probability))}</span>
          </li>
        );
      })}
    </ol>
  );
}
