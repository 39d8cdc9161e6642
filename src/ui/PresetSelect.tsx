// Chooses a named experiment.
import { isPresetName, PRESET_NAMES, PRESETS } from '../config/presets.ts';
import { useApp } from './useApp.ts';

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
        {PRESET_NAMES.map((name) => (
          <option key={name} value={name}>
            {PRESETS[name].title}
          </option>
        ))}
      </select>
    </label>
  );
}
