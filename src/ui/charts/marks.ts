// Vertical marks of a chart where a setting was changed, drawn on its canvas.
import type uPlot from 'uplot';
import { textSize } from '../parts/text-size.ts';

export interface Mark {
  /** On the horizontal axis. */
  readonly x: number;
  readonly label: string;
}

const SIZE = 11;

/** Dashed lines over the plot, each labelled at its top if the next mark leaves room for the label. */
export function drawMarks(u: uPlot, marks: readonly Mark[], colour: string): void {
  const ratio = devicePixelRatio;
  const { left, top, width, height } = u.bbox;
  const places = [...new Set(marks.map((mark) => mark.x))];
  u.ctx.save();
  u.ctx.strokeStyle = colour;
  u.ctx.fillStyle = colour;
  u.ctx.lineWidth = ratio;
  u.ctx.setLineDash([2 * ratio, 3 * ratio]);
  u.ctx.font = `${SIZE * ratio * textSize()}px ${getComputedStyle(u.root).fontFamily}`;
  u.ctx.textBaseline = 'top';
  u.ctx.textAlign = 'left';
  places.forEach((place, i) => {
    const x = u.valToPos(place, 'x', true);
    const next = places[i + 1];
    const end = next === undefined ? left + width : u.valToPos(next, 'x', true);
    u.ctx.beginPath();
    u.ctx.moveTo(x, top);
    u.ctx.lineTo(x, top + height);
    u.ctx.stroke();
    const label = marks
      .filter((mark) => mark.x === place)
      .map((mark) => mark.label)
      .join(', ');
    const at = x + 4 * ratio;
    if (at + u.ctx.measureText(label).width < end) u.ctx.fillText(label, at, top + ratio);
  });
  u.ctx.restore();
}
