// Choice of what colours the tokens and whether they have bars, with a scale.
import {
  TOKEN_COLOR_NAMES,
  TOKEN_COLORS,
  type TokenColorName,
} from '../../app/solution/token-colors.ts';
import { useLab } from '../lab/useLab.ts';

interface TokenColoursProps {
  readonly colour: TokenColorName | null;
  readonly onColour: (colour: TokenColorName | null) => void;
  readonly hasBars: boolean;
  readonly onBars: (hasBars: boolean) => void;
}

export function TokenColours({ colour, onColour, hasBars, onBars }: TokenColoursProps) {
  const isColour = (name: string): name is TokenColorName =>
    TOKEN_COLOR_NAMES.some((each) => each === name);
  return (
    <div className="colour-by">
      <label>
        <span className="label">Colour by</span>{' '}
        <select
          className="select"
          value={colour ?? ''}
          onChange={({ target: { value } }) => onColour(isColour(value) ? value : null)}
        >
          <option value="">author</option>
          {TOKEN_COLOR_NAMES.map((name) => (
            <option key={name} value={name}>
              {TOKEN_COLORS[name].title}
            </option>
          ))}
        </select>
      </label>
      <label className="colour-bars">
        <input
          type="checkbox"
          checked={hasBars}
          onChange={({ target: { checked } }) => onBars(checked)}
        />{' '}
        Bars
      </label>
      <Scale colour={colour} hasBars={hasBars} />
    </div>
  );
}

function Scale({ colour, hasBars }: Pick<TokenColoursProps, 'colour' | 'hasBars'>) {
  if (colour === null) {
    return hasBars ? (
      <span className="colour-scale">a bar: the probability its author gave the token</span>
    ) : null;
  }
  const { ends, isSigned, needsReading } = TOKEN_COLORS[colour];
  return (
    <>
      <span className="colour-scale">
        {ends[0]}{' '}
        <span
          className={isSigned ? 'colour-ramp colour-ramp-signed' : 'colour-ramp'}
          aria-hidden="true"
        />{' '}
        {ends[1]}
        {isSigned && '; the junior’s tokens carry no loss'}
      </span>
      {needsReading && <Reading />}
    </>
  );
}

/** Progress of both models' reading, and the senior's step. */
function Reading() {
  const reader = useLab((lab) => lab.reader);
  if (reader === null) return <span className="colour-scale">both models are asked …</span>;
  const { step, done, of, found } = reader;
  return (
    <span className="colour-scale">
      {found === null ? `read ${done} of ${of} tokens …` : `as the senior of step ${step} reads it`}
    </span>
  );
}
