// The final line of logic, `#### D false E true`: names and their values, in the order of the steps.
import { answerLines } from '../parts/answer.ts';

const NAMED = '[A-Z] (?:true|false)';
const asIs = (text: string) => text;

export const valueLines = answerLines({
  pattern: `${NAMED}(?: ${NAMED})*`,
  write: asIs,
  read: asIs,
});
