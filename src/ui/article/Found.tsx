// What our own runs say of both papers: the claims, their numbers, and whether they hold here.

import found from '../../../docs/results/findings.json';
import curves from '../../../docs/results/jargon.svg';
import { SetLink } from './SetLink.tsx';

interface Finding {
  readonly claim: string;
  readonly source: string;
  readonly here: string;
  readonly verdict: string;
}
const FOUND: readonly Finding[] = found;

export function Found() {
  return (
    <section aria-labelledby="found">
      <h2 id="found">What holds here</h2>
      <p>
        Both papers rest on single runs of large models. A pair this small trains in half a minute,
        so their claims can be asked again with many seeds, every arm from the same start with the
        same coins and draws, and with intervals. A claim holds when its whole 95 % interval is
        beyond the bound that was set before the full run.
      </p>
      <figure className="article-figure">
        <img
          src={curves}
          alt="Curves of the experiment on jargon: jargon, accuracies, drift and legibility over steps, by method"
          loading="lazy"
        />
        <figcaption>
          The <SetLink preset="jargon">first preset</SetLink> beside other methods; mean and 95 %
          interval over seeds.
        </figcaption>
      </figure>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a keyboard has to reach what scrolls. */}
      <section className="table-scroll" tabIndex={0} aria-label="Claims and findings">
        <table className="findings">
          <thead>
            <tr>
              <th scope="col">claim</th>
              <th scope="col">source</th>
              <th scope="col">here, with 95 % interval</th>
              <th scope="col">holds?</th>
            </tr>
          </thead>
          <tbody>
            {FOUND.map(({ claim, source, here, verdict }) => (
              <tr key={claim}>
                <th scope="row">{claim}</th>
                <td>{source}</td>
                <td>{here}</td>
                <td>{verdict}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}
