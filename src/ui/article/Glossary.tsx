// Words of the page, and every metric with its definition.

import { METRIC_NAMES, METRICS } from '../../metrics/metrics.ts';

const WORDS = [
  ['senior', 'The model that is trained.'],
  ['junior', 'Its frozen, weaker partner.'],
  ['rollout', 'One solution as it was written, token by token, with its authors.'],
  ['handoff', 'A place where the pen goes from one model to the other.'],
  ['group', 'All rollouts of one problem in a step.'],
  ['vanilla', 'The same training without a junior: p = 1.'],
] as const;

export function Glossary() {
  return (
    <section aria-labelledby="glossary">
      <h2 id="glossary">Words and measures</h2>
      <dl className="glossary">
        {WORDS.map(([word, meaning]) => (
          <div key={word}>
            <dt>{word}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <details>
        <summary>All measures</summary>
        <dl className="glossary">
          {METRIC_NAMES.map((name) => (
            <div key={name}>
              <dt>{METRICS[name].label}</dt>
              <dd>{METRICS[name].definition}</dd>
            </div>
          ))}
        </dl>
      </details>
    </section>
  );
}
