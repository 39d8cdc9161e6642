// What our own runs say of both papers: claims, numbers, verdicts.

import found from '../../../docs/results/findings.json';
import curves from '../../../docs/results/jargon.svg';
import { SetLink } from './SetLink.tsx';

interface ClaimFinding {
  readonly claim: string;
  readonly source: string;
  readonly here: string;
  readonly verdict: string;
}
const FINDINGS: readonly ClaimFinding[] = found;

const MARKS: Readonly<Record<string, { readonly mark: string; readonly name: string }>> = {
  Holds: { mark: '✓', name: 'holds' },
  'Does not hold': { mark: '✗', name: 'fails' },
};

export function Findings() {
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
      <ul className="findings" aria-label="Claims and findings">
        {FINDINGS.map(({ claim, source, here, verdict }) => (
          <li key={claim}>
            <p>
              <span className={`finding-verdict finding-${MARKS[verdict]?.name ?? 'open'}`}>
                {MARKS[verdict]?.mark ?? '?'} {verdict}
              </span>{' '}
              {claim}
            </p>
            <p className="finding-numbers">{here}</p>
            <p className="finding-numbers">{source}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
