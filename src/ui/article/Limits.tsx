// What this page does not show, and the papers.
export function Limits() {
  return (
    <section aria-labelledby="limits">
      <h2 id="limits">What this does not show</h2>
      <ul className="prose-list">
        <li>
          These are toys: two layers, 64 wide, on stories with numbers below 30. That an effect
          shows here says that the mechanism works, not how large it is in a model a hundred
          thousand times the size.
        </li>
        <li>
          Legible to the junior is not legible to you. A junior has its own ways of failing, and a
          person has others.
        </li>
        <li>
          The solutions are short. Whether a senior stays legible through a trace of thousands of
          words is open; the experiment on longer traces only goes eight times as far.
        </li>
        <li>
          A frozen junior cannot agree on a private code with the senior. Two models that both learn
          could; one of the experiments lets them.
        </li>
      </ul>
      <h3>The papers</h3>
      <ul className="prose-list">
        <li>
          <cite>Tandem Training for Language Models</cite>,{' '}
          <a href="https://arxiv.org/abs/2510.13551">arXiv 2510.13551</a>: the idea, REINFORCE,
          jargon and languages.
        </li>
        <li>
          <cite>Tandem Reinforcement Learning with Verifiable Rewards</cite>,{' '}
          <a href="https://arxiv.org/abs/2606.28166">arXiv 2606.28166</a>: GRPO, one model twice,
          handoff, drift and legibility.
        </li>
      </ul>
    </section>
  );
}
