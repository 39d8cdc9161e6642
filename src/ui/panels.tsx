// The panels of the page: a row for each, in the order of the page.
import { type ComponentType, lazy } from 'react';
import type { PanelName } from '../config/extras.ts';
import { Curves } from './charts/Curves.tsx';
import { LazyCompare } from './compare/LazyCompare.tsx';
import { Group } from './group/Group.tsx';
import { Lab } from './lab/Lab.tsx';
import { Notices } from './run/Notices.tsx';
import { PageActions } from './run/PageActions.tsx';
import { RunBar } from './run/RunBar.tsx';
import { RunProgress } from './run/RunProgress.tsx';
import { Controls } from './settings/Controls.tsx';
import { PresetSelect } from './settings/PresetSelect.tsx';
import { Solution } from './solution/Solution.tsx';

/** The places below the header and above the article, left to right. */
export const COLUMNS = ['solution', 'curves', 'settings'] as const;

export type PageColumn = (typeof COLUMNS)[number];
export type PanelPlace = 'header' | 'top' | PageColumn | 'bottom';

interface Panel {
  readonly place: PanelPlace;
  readonly Component: ComponentType;
}

/** What a link may hide by name, and what it may not: the run's controls and messages. */
type RowName = Exclude<PanelName, 'header'> | 'run' | 'progress' | 'notices';

/** Loaded after the tool, which is above it. */
const Article = lazy(() =>
  import('./article/Article.tsx').then((loaded) => ({ default: loaded.Article })),
);

const PANELS: Readonly<Record<RowName, Panel>> = {
  preset: { place: 'header', Component: PresetSelect },
  run: { place: 'header', Component: RunBar },
  actions: { place: 'header', Component: PageActions },
  progress: { place: 'header', Component: RunProgress },
  notices: { place: 'top', Component: Notices },
  solution: { place: 'solution', Component: Solution },
  lab: { place: 'solution', Component: Lab },
  group: { place: 'solution', Component: Group },
  curves: { place: 'curves', Component: Curves },
  settings: { place: 'settings', Component: Controls },
  compare: { place: 'bottom', Component: LazyCompare },
  article: { place: 'bottom', Component: Article },
};

interface PlacedPanel extends Panel {
  readonly name: string;
  readonly isHidden: boolean;
}

/** @param hide names of what the link hides */
export const panelsAt = (place: PanelPlace, hide: readonly string[]): readonly PlacedPanel[] =>
  Object.entries(PANELS)
    .filter(([, panel]) => panel.place === place)
    .map(([name, panel]) => ({ ...panel, name, isHidden: hide.includes(name) }));
