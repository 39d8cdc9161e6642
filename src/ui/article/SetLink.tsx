// A button in the article’s text that changes settings.
import type { ReactNode } from 'react';
import type { FieldName } from '../../config/fields.ts';
import { formatField } from '../../config/parse.ts';
import type { PresetName } from '../../config/presets.ts';
import { useApp } from '../parts/useApp.ts';

interface SetLinkProps {
  /** A whole preset first, if given. */
  readonly preset?: PresetName;
  readonly fields?: { readonly [K in FieldName]?: string | number | boolean };
  readonly children: ReactNode;
}

const NO_FIELDS: NonNullable<SetLinkProps['fields']> = {};
const isField = (name: string): name is FieldName => name !== '';

export function SetLink({ preset, fields = NO_FIELDS, children }: SetLinkProps) {
  const setPreset = useApp((app) => app.setPreset);
  const setField = useApp((app) => app.setField);
  const set = () => {
    if (preset !== undefined) setPreset(preset);
    for (const [name, value] of Object.entries(fields)) {
      if (isField(name)) setField(name, formatField(value));
    }
    document.getElementById('controls-title')?.scrollIntoView({ block: 'start' });
  };
  return (
    <button type="button" className="set-link" onClick={set}>
      {children}
    </button>
  );
}
