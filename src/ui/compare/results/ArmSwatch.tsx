// A piece of an arm’s line, as the charts draw it.
import { armInk } from './arm-inks.ts';

export function ArmSwatch({ place }: { readonly place: number }) {
  const { colour, dash } = armInk(place);
  return (
    <svg className="swatch swatch-arm" viewBox="0 0 24 4" aria-hidden="true" focusable="false">
      <path d="M0 2h24" stroke={`var(${colour})`} strokeDasharray={dash.join(' ')} />
    </svg>
  );
}
