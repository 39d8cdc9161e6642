// Imports runs from event files of this page or of the terminal.
import { type ChangeEvent, useRef } from 'react';
import { useCompare } from '../parts/useCompare.ts';

export function ImportRun() {
  const importRun = useCompare((compare) => compare.importRun);
  const box = useRef<HTMLInputElement>(null);
  const read = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    for (const file of target.files ?? []) importRun(file.name, await file.text());
    target.value = '';
  };
  return (
    <>
      <button
        type="button"
        className="button button-small"
        title="A run’s events.jsonl, as Save run, Export or the terminal writes it"
        onClick={() => box.current?.click()}
      >
        Import runs
      </button>
      <input
        ref={box}
        type="file"
        multiple
        hidden
        accept=".jsonl,.json,application/jsonl"
        aria-label="Files of runs"
        onChange={(event) => {
          void read(event);
        }}
      />
    </>
  );
}
