// A bar of an advantage: right of the middle above zero, left below; decoration of a number.
interface BarProps {
  readonly above: number;
  readonly below: number;
  readonly largest: number;
}

/** Bars from the middle: right for better than the group, left for worse. */
export function AdvantageBar({ above, below, largest }: BarProps) {
  const bar = (value: number, ink: string) => (
    <span
      className={`advantage-bar ${ink}`}
      style={{ transform: `scaleX(${largest === 0 ? 0 : value / largest})` }}
    />
  );
  return (
    <span className="advantage" aria-hidden="true">
      {bar(above, 'mark-right')}
      {bar(below, 'mark-wrong')}
    </span>
  );
}
