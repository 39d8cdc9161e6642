// Actions on the settings: one of them, a preset, a link, back and forth. Part of the page's store.
import type { FieldName } from '../../config/fields.ts';
import type { Link } from '../../config/link.ts';
import { withFittingField } from '../../config/own-pair.ts';
import { type PresetName, presetConfig } from '../../config/presets.ts';
import { unpackCurves } from '../charts/curve-codec.ts';
import type { AppState, AppStore } from '../store.ts';
import { edited, type Move, redone, undone } from './undo.ts';

const withoutPair = ({
  senior: _senior,
  junior: _junior,
  ...others
}: AppState['fieldProblems']): AppState['fieldProblems'] => others;

export function settingActions(set: AppStore['setState']) {
  const move = (to: Move | null) => (to === null ? {} : { ...to, fieldProblems: {} });
  return {
    setField: (name: FieldName, text: string) =>
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
    setPreset: (preset: PresetName) =>
      set(({ edits, preset: last, config }) => ({
        preset,
        config: presetConfig(preset),
        fieldProblems: {},
        notices: [],
        edits: edited(edits, { preset: last, config }, null),
      })),
    undo: () => set(({ edits, preset, config }) => move(undone(edits, { preset, config }))),
    redo: () => set(({ edits, preset, config }) => move(redone(edits, { preset, config }))),
    loadLink: ({ preset, config, extras, problems }: Link) => {
      const found = extras.curve === null ? null : unpackCurves(extras.curve);
      const isBad = found !== null && 'problem' in found;
      set({
        preset,
        config,
        extras: isBad ? { ...extras, curve: null } : extras,
        sent: found === null || isBad ? null : found.series,
        notices: isBad ? [...problems, found.problem] : problems,
        fieldProblems: {},
      });
    },
    dismissNotices: () => set({ notices: [] }),
    dropSent: () => set(({ extras }) => ({ extras: { ...extras, curve: null }, sent: null })),
  };
}
