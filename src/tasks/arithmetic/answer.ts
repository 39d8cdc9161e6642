// The final line of arithmetic, `#### 8`.
import { answerLines } from '../parts/answer.ts';
import { NUMERAL, numeral } from '../parts/numeral.ts';

/** The number is 1 to 4 ASCII digits without leading zeros. */
export const numberLines = answerLines({ pattern: NUMERAL, write: numeral, read: Number });
