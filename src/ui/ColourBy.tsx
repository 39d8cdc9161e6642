// Chooses what the tokens are coloured by, and says what pale and full mean.
import { SHADE_NAMES, SHADES, type ShadeName } from '../app/shades.ts';

interface Props {
  readonly shade: ShadeName | null;
  readonly onChange: (shade: ShadeName | null) => void;
}

export function ColourBy({ shade, onChange }: Props) {
  const isShade = (name: string): name is ShadeName => SHADE_NAMES.some((each) => each === name);
  return (
    <span className="colour-by">
      <label>
        <span className="label">Colour by</span>{' '}
        <select
          className="select"
          value={shade ?? ''}
          onChange={({ target: { value } }) => onChange(isShade(value) ? value : null)}
        >
          <option value="">author</option>
          {SHADE_NAMES.map((name) => (
            <option key={name} value={name}>
              {SHADES[name].title}
            </option>
          ))}
        </select>
      </label>
      {shade !== null && (
        <span className="shade-scale">
          {SHADES[shade].ends[0]} <span className="shade-ramp" aria-hidden="true" />{' '}
          {SHADES[shade].ends[1]}
        </span>
      )}
    </span>
  );
}
