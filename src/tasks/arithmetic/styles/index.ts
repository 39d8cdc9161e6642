// The record of the styles of arithmetic.

import type { StepStyle } from '../../parts/step-task.ts';
import type { StyleName } from '../../parts/task.ts';
import { english } from './english.ts';
import { french } from './french.ts';
import { german } from './german.ts';
import { jargon } from './jargon.ts';
import { plain } from './plain.ts';
import { spanish } from './spanish.ts';
import type { ArithmeticStep } from './step.ts';
import { terse } from './terse.ts';

export const STYLES: Readonly<Record<StyleName, StepStyle<ArithmeticStep>>> = {
  plain,
  jargon,
  english,
  french,
  spanish,
  german,
  terse,
};
