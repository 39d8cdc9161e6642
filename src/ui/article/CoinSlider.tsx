// A slider for the senior’s probability, with the expected lengths of turns.
import { useId } from 'react';
import type { RunConfig } from '../../config/fields.ts';
import { turnLengths } from '../../lab/what-if.ts';
import { useApp } from '../parts/useApp.ts';
import { ShareSlider } from '../settings/FieldInputs.tsx';

const COUNTS = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

function whatItDoes(schedule: RunConfig['schedule'], p: number): string {
  if (schedule === 'chunk' || schedule === 'alternate')
    return 'In this experiment the pen changes hands in turn, without a coin.';
  if (p === 1) return 'The senior writes alone: training without a partner.';
  if (p === 0) return 'The junior writes alone: there is nothing the senior could learn from.';
  const count = (n: number) => `${COUNTS.format(n)} ${schedule}${n === 1 ? '' : 's'}`;
  const { senior, junior } = turnLengths(p);
  return `On average the senior keeps the pen for ${count(senior)}, the junior for ${count(junior)}.`;
}

export function CoinSlider() {
  const id = useId();
  const schedule = useApp((app) => app.config.schedule);
  const p = useApp((app) => app.config.seniorProbability);
  return (
    <div className="try">
      <div className="try-field">
        <label htmlFor={id}>
          The senior’s chance at each coin, <i>p</i>
        </label>
        <ShareSlider name="seniorProbability" id={id} />
        <b>{p}</b>
      </div>
      <p aria-live="polite">{whatItDoes(schedule, p)}</p>
    </div>
  );
}
