// One training step in formulas, which the build turns into MathML.
import { html as advantage } from './advantage.tex';
import { GroupAdvantages } from './GroupAdvantages.tsx';
import { html as gradient } from './gradient.tex';
import { html as loss } from './loss.tex';
import { html as ratio } from './ratio.tex';

function Formula({ html, label }: { readonly html: string; readonly label: string }) {
  return (
    <div
      className="formula"
      role="img"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: on a narrow page a formula scrolls, and a keyboard has to reach it.
      tabIndex={0}
      aria-label={label}
      // biome-ignore lint/security/noDangerouslySetInnerHtml: made from our own file when the page is built.
      dangerouslySetInnerHTML={{ __html: html }}
    />
  );
}

export function OneStep() {
  return (
    <section aria-labelledby="one-step">
      <h2 id="one-step">One step of training</h2>
      <p>
        For each of a few problems the pair writes a <b>group</b> of solutions. Each is worth 1 if
        its last line is right, 0 otherwise. What counts is how a solution compares with its group,
        the <b>advantage</b>:
      </p>
      <Formula
        html={advantage}
        label="The advantage is the reward minus the group's mean, divided by the group's standard deviation"
      />
      <GroupAdvantages />
      <p>
        Then every token of the senior in a better solution is made likelier, and in a worse one
        less likely. The mask <i>m</i> is 1 where the senior wrote the token and 0 where the junior
        did:
      </p>
      <Formula
        html={loss}
        label="The policy loss: the clipped ratio times the advantage, averaged over the senior's tokens"
      />
      <p>
        Here <i>r</i> is how much likelier the token has become since the solution was written:
      </p>
      <Formula
        html={ratio}
        label="The ratio of the token's probability under the new weights to that under the old ones"
      />
      <p>
        The mask is no trick. The junior’s words, like the coin, do not depend on the senior’s
        weights, so their terms vanish from the gradient of the pair’s expected reward, and what is
        left is exact:
      </p>
      <Formula
        html={gradient}
        label="The gradient of the expected reward is the expectation of the reward times the sum of the gradients of the senior's log-probabilities at its own tokens"
      />
      <p>
        The first paper does without groups: it imitates right solutions whole, the junior’s tokens
        included, and drops wrong ones (REINFORCE). All of this is in the settings on the right.
      </p>
    </section>
  );
}
