// Vega-Lite specifications as SVG text.
import type { TopLevelSpec } from 'vega-lite';

export async function renderFigure(spec: TopLevelSpec): Promise<string> {
  // Vega is needed by nothing else in the terminal.
  const [{ parse, View }, { compile }] = await Promise.all([import('vega'), import('vega-lite')]);
  const view = new View(parse(compile(spec).spec), { renderer: 'none' });
  const svg = await view.toSVG();
  view.finalize();
  // A hundredth of a pixel is enough.
  const short = svg.replace(/\d+\.\d{3,}/g, (number) => String(Number(Number(number).toFixed(2))));
  return `${short}\n`;
}
