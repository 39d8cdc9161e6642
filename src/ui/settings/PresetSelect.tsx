// Choice of a preset.
import {
  isPresetName,
  PRESET_GROUP_NAMES,
  PRESET_GROUPS,
  PRESETS,
  presetsOf,
} from '../../config/presets.ts';
import { useApp } from '../parts/useApp.ts';

export function PresetSelect() {
  const preset = useApp((app) => app.preset);
  const setPreset = useApp((app) => app.setPreset);
  return (
    <label className="preset">
      <span className="label">Preset</span>
      <select
        className="select"
        value={preset}
        onChange={(event) => {
          if (isPresetName(event.target.value)) setPreset(event.target.value);
        }}
      >
        {PRESET_GROUP_NAMES.map((group) => (
          <optgroup key={group} label={PRESET_GROUPS[group]}>
            {presetsOf(group).map((name) => (
              <option key={name} value={name}>
                {PRESETS[name].title}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </label>
  );
}
