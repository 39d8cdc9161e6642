// Legend of the authors’ colours and the handoff mark.
export function Legend() {
  return (
    <p className="legend">
      <span className="capsule capsule-senior">senior</span>
      <span className="capsule capsule-junior">junior</span>
      <span>
        <span className="ink-senior">▸S</span> <span className="ink-junior">▸J</span> handoff
      </span>
    </p>
  );
}
