// The settings being edited: one of them, a preset, a link, undo and redo.
import { type Extras, NO_EXTRAS } from '../../config/extras.ts';
import type { FieldName } from '../../config/fields.ts';
import type { Link } from '../../config/link.ts';
import { withFittingField } from '../../config/own-pair.ts';
import { DEFAULT_PRESET, type PresetName, presetConfig } from '../../config/presets.ts';
import { unpackCurves } from '../charts/curve-codec.ts';
import type { SetState } from '../parts/slice.ts';
import type { SeriesOf } from '../run/history.ts';
import type { Setup } from '../run/run-state.ts';
import { type Edits, edited, NO_EDITS, redone, type Undone, undone } from './undo.ts';

export interface SettingsSlice extends Setup {
  /** Earlier settings, and undone ones. */
  readonly edits: Edits;
  /** What of the link was not used. */
  readonly notices: readonly string[];
  /** What the link hides and has brought along. */
  readonly extras: Extras;
  /** Its curves, decoded; null where there are none. */
  readonly linked: SeriesOf | null;
  /** Texts in the settings that cannot be used, with the reason. */
  readonly fieldProblems: { readonly [K in FieldName]?: string };
}

export interface SettingsActions {
  setField(name: FieldName, text: string): void;
  setPreset(name: PresetName): void;
  undo(): void;
  redo(): void;
  loadLink(link: Link): void;
  dismissNotices(): void;
  /** Takes the link's curves from the page and the address. */
  dropLinked(): void;
}

export const FIRST_SETTINGS: SettingsSlice = {
  preset: DEFAULT_PRESET,
  config: presetConfig(DEFAULT_PRESET),
  edits: NO_EDITS,
  notices: [],
  extras: NO_EXTRAS,
  linked: null,
  fieldProblems: {},
};

const withoutPair = ({
  senior: _senior,
  junior: _junior,
  ...others
}: SettingsSlice['fieldProblems']): SettingsSlice['fieldProblems'] => others;

export function settingsActions(set: SetState<SettingsSlice>): SettingsActions {
  const move = (to: Undone | null) => (to === null ? {} : { ...to, fieldProblems: {} });
  return {
    setField: (name, text) =>
      set(({ preset, config, fieldProblems, edits }) => {
        const parsed = withFittingField(config, name, text);
        if ('problem' in parsed)
          return { fieldProblems: { ...fieldProblems, [name]: parsed.problem } };
        // A new task has brought a pair that fits.
        const left = name === 'task' ? withoutPair(fieldProblems) : fieldProblems;
        const { [name]: _solved, ...others } = left;
        return {
          config: parsed.value,
          fieldProblems: others,
          edits: edited(edits, { preset, config }, name),
        };
      }),
    setPreset: (preset) =>
      set(({ edits, preset: last, config }) => ({
        preset,
        config: presetConfig(preset),
        fieldProblems: {},
        notices: [],
        edits: edited(edits, { preset: last, config }, null),
      })),
    undo: () => set(({ edits, preset, config }) => move(undone(edits, { preset, config }))),
    redo: () => set(({ edits, preset, config }) => move(redone(edits, { preset, config }))),
    loadLink: ({ preset, config, extras, problems }) => {
      const found = extras.curve === null ? null : unpackCurves(extras.curve);
      const isBad = found !== null && 'problem' in found;
      set({
        preset,
        config,
        extras: isBad ? { ...extras, curve: null } : extras,
        linked: found === null || isBad ? null : found.series,
        notices: isBad ? [...problems, found.problem] : problems,
        fieldProblems: {},
      });
    },
    dismissNotices: () => set({ notices: [] }),
    dropLinked: () => set(({ extras }) => ({ extras: { ...extras, curve: null }, linked: null })),
  };
}
