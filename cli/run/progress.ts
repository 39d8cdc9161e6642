// A progress line on standard error: redrawn in place on a terminal, a line every ten seconds elsewhere.
import process from 'node:process';

export interface ProgressLine {
  update(done: number, total: number, note: string): void;
  /** A line of its own that stays. */
  line(text: string): void;
  /** A line that is written without a progress line too. */
  warn(text: string): void;
  end(): void;
}

const SECONDS_BETWEEN_LINES = 10;

export const SILENT: ProgressLine = {
  update: () => {},
  line: () => {},
  warn: (text) => {
    process.stderr.write(`${text}\n`);
  },
  end: () => {},
};

export function progressBar(label: string): ProgressLine {
  const begun = performance.now();
  const { isTTY, columns } = process.stderr;
  let last = Number.NEGATIVE_INFINITY;
  const line = (text: string) => {
    process.stderr.write(isTTY ? `\r${text.padEnd(columns)}\n` : `${text}\n`);
  };
  return {
    update: (done, total, note) => {
      const seconds = (performance.now() - begun) / 1000;
      const due = isTTY || done === total || seconds - last >= SECONDS_BETWEEN_LINES;
      if (!due) return;
      last = seconds;
      const left = done > 0 ? `${clock((seconds * (total - done)) / done)} left` : '';
      const shown = `${label} ${bar(done / total)} ${done}/${total}  ${note}  ${left}`.trimEnd();
      process.stderr.write(isTTY ? `\r${shown.slice(0, columns).padEnd(columns)}` : `${shown}\n`);
    },
    line,
    warn: line,
    end: () => {
      if (isTTY) process.stderr.write('\n');
    },
  };
}

function bar(share: number): string {
  const filled = Math.round(20 * Math.min(1, Math.max(0, share)));
  return `${'█'.repeat(filled)}${'░'.repeat(20 - filled)}`;
}

function clock(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
