// What a setting is: its type, default, range, URL key, control and help.

export type FieldGroup = 'pair' | 'handoff' | 'method' | 'optimizer' | 'evaluation' | 'run';

interface Base {
  /** Key in the link. Never reuse a key that an earlier link version gave another meaning. */
  readonly url: string;
  readonly group: FieldGroup;
  readonly label: string;
  readonly help: string;
  /** What the papers took, where they say and differ from each other or from the default. */
  readonly paper?: string;
  /** Shown without opening "all settings". */
  readonly basic?: true;
  /** May change while a run is on, between two steps; all else needs a new run. */
  readonly live?: true;
}
export interface NumberField extends Base {
  readonly type: 'integer' | 'number';
  readonly default: number;
  readonly min: number;
  readonly max: number;
}
export interface ChoiceField extends Base {
  readonly type: 'choice';
  readonly default: string;
  readonly choices: readonly string[];
  /** Or the name of a checkpoint that the reader trains. */
  readonly own?: true;
}
export interface FlagField extends Base {
  readonly type: 'flag';
  readonly default: boolean;
}
export type Field = NumberField | ChoiceField | FlagField;
