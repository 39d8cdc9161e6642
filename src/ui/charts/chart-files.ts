// A chart as an SVG or PNG file.

import { chartSvg, SVG_SIZE, type SvgChart } from '../../app/charts/chart-svg.ts';
import type { SavedFile } from '../../app/parts/download.ts';

/** Pixels of the picture for each of the drawing. */
const SHARPNESS = 2;

export function colourOf(property: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${property})`;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

export const svgFile = (name: string, chart: SvgChart): SavedFile => ({
  name: `${name}.svg`,
  type: 'image/svg+xml',
  content: chartSvg(chart),
});

async function loaded(svg: string): Promise<HTMLImageElement> {
  const image = new Image(SVG_SIZE.width * SHARPNESS, SVG_SIZE.height * SHARPNESS);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  return image;
}

export async function pngFile(name: string, chart: SvgChart): Promise<SavedFile> {
  const image = await loaded(chartSvg(chart));
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('This browser gives no canvas to draw the picture on.');
  context.drawImage(image, 0, 0, image.width, image.height);
  const blob = await canvas.convertToBlob({ type: 'image/png' });
  const content = new Uint8Array(await blob.arrayBuffer());
  return { name: `${name}.png`, type: 'image/png', content };
}
