// Counts that are options of a command and no settings.
import { type Given, type Option, UsageError } from './command.ts';

/** The option's number, null where it is not given. @throws UsageError when it is none from 1 to `most` */
export function wholeNumber({ options }: Given, { name }: Option, most: number): number | null {
  const text = options.get(name);
  if (text === undefined) return null;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= 1 && value <= most) return value;
  throw new UsageError(`--${name} is “${text}”; allowed: whole numbers from 1 to ${most}.`);
}
