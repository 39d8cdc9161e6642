// Menu that saves a chart as SVG, PNG or CSV.

import { useContext, useState } from 'react';
import { chartCsv } from '../../app/charts/chart-csv.ts';
import { chartFileName, chartNote } from '../../app/charts/chart-note.ts';
import type { SvgChart } from '../../app/charts/chart-svg.ts';
import type { ChartName } from '../../app/charts/charts.ts';
import { download } from '../../app/parts/download.ts';
import { formatTick } from '../../app/parts/format.ts';
import type { AppState } from '../../app/store.ts';
import { SaveRunIcon } from '../parts/Icons.tsx';
import { Menu } from '../parts/Menu.tsx';
import { StoreContext } from '../parts/useApp.ts';
import type { Drawing } from './useDrawing.ts';

interface ChartMenuProps {
  readonly title: string;
  readonly chart: ChartName;
  readonly drawing: Drawing;
}

function drawn(
  title: string,
  { lines, range, scaleFor, unit, xAxis, axis }: Drawing,
  state: AppState,
  colourOf: (property: string) => string,
): SvgChart {
  return {
    title,
    note: chartNote(
      state,
      state.view,
      lines.some(({ band }) => band !== null),
    ),
    lines: lines.map((line) => ({
      ...line,
      colour: colourOf(line.ink.colour),
      dash: line.ink.dash,
    })),
    range,
    scaleFor,
    formatX: xAxis.format,
    formatY: (value) => formatTick(unit, value),
    isWhole: axis === null,
    xLabel: xAxis.label,
    colours: {
      paper: colourOf('--paper'),
      ink: colourOf('--ink'),
      muted: colourOf('--muted'),
      grid: colourOf('--line'),
    },
  };
}

export function ChartMenu({ title, chart, drawing }: ChartMenuProps) {
  const store = useContext(StoreContext);
  const [problem, setProblem] = useState<string | null>(null);
  if (store === null || drawing.lines.length === 0) return null;
  const save = async (kind: 'svg' | 'png') => {
    try {
      const { colourOf, pngFile, svgFile } = await import('./chart-files.ts');
      const state = store.getState();
      const figure = drawn(title, drawing, state, colourOf);
      const name = chartFileName(state, chart);
      download(kind === 'svg' ? svgFile(name, figure) : await pngFile(name, figure));
      setProblem(null);
    } catch (error) {
      setProblem(`The file could not be made: ${error instanceof Error ? error.message : error}`);
    }
  };
  const saveCsv = () =>
    download({
      name: `${chartFileName(store.getState(), chart)}.csv`,
      type: 'text/csv',
      content: chartCsv(drawing.names, drawing.data),
    });
  return (
    <>
      <Menu
        label={`Save ${title}`}
        icon={<SaveRunIcon />}
        entries={[
          { label: 'Drawing (SVG)', onChoose: () => void save('svg') },
          { label: 'Picture (PNG)', onChoose: () => void save('png') },
          { label: 'All numbers (CSV)', onChoose: saveCsv },
        ]}
      />
      {problem !== null && (
        <p role="alert" className="aside">
          {problem}
        </p>
      )}
    </>
  );
}
