// What tandem training is for, and how it works.
import { CoinSlider } from './CoinSlider.tsx';
import { SetLink } from './SetLink.tsx';

export function Idea() {
  return (
    <section aria-labelledby="idea">
      <h2 id="idea">Why two pens?</h2>
      <p>
        A model that is rewarded for right answers alone may write its reasoning however it likes.
        Over a long training, it does: notation that nobody taught it, steps left out, languages
        mixed. The answers get better while fewer readers, human or machine, can follow how they
        came about.
      </p>
      <p>
        Tandem training makes legibility part of the task. A strong{' '}
        <b className="ink-senior">senior</b> and a weaker, frozen{' '}
        <b className="ink-junior">junior</b> write each solution together. After every word a coin
        decides who writes the next. If the answer is right, the pair is rewarded, and only the
        senior learns. A step that the junior cannot continue is a step that loses rewards, so the
        senior learns to write what the junior can continue. Nobody says what legible means: the
        junior’s mistakes do.
      </p>
      <p>
        Try it: <SetLink preset="jargon">set up the jargon pair</SetLink> and press Play. Then{' '}
        <SetLink preset="jargon" fields={{ seniorProbability: 1 }}>
          take the junior away
        </SetLink>{' '}
        and train again: without a partner, the jargon stays.{' '}
        <SetLink preset="jargon" fields={{ schedule: 'step' }}>
          Make handoffs rarer
        </SetLink>
        , one line at a time, or{' '}
        <SetLink preset="jargon" fields={{ seniorProbability: 0.75 }}>
          let the senior write three words in four
        </SetLink>
        . Or set the coin yourself:
      </p>
      <CoinSlider />
    </section>
  );
}
