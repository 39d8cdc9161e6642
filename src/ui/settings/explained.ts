// Text of a setting’s hint: meaning, value in the papers, allowed values, whether it is live.
import type { Field } from '../../config/fields.ts';
import { allowedValues, formatField } from '../../config/parse.ts';

/** Choices are listed by the control itself. */
const bounds = (field: Field) =>
  field.type === 'choice' ? '' : `Allowed: ${allowedValues(field)}. `;

export function explained(field: Field): string {
  const lines = [
    field.help,
    field.paper === undefined ? '' : `In the papers: ${field.paper}.`,
    `${bounds(field)}Default: ${formatField(field.default)}.`,
    field.live ? 'May change while a run is on.' : 'A change needs a new run.',
  ];
  return lines.filter((line) => line !== '').join('\n');
}
