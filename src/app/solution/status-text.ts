// One sentence that says what is happening now: at the current token, else in the run.
import type { RunConfig } from '../../config/fields.ts';
import type { StepEvent } from '../../run/events.ts';
import { configAt, runConfig } from '../run/config-at.ts';
import type { RecordingSlice } from '../run/recordings.ts';
import type { RunSlice, Setup } from '../run/run-state.ts';
import { tossAfter } from './playback.ts';
import type { SelectionSlice } from './select.ts';
import type { Shown } from './selection.ts';
import { authorOf, surface } from './tokens.ts';

type Watched = SelectionSlice &
  Pick<RunSlice & RecordingSlice & Setup, 'status' | 'history' | 'begun' | 'config' | 'recorded'>;

/** @param found what is on screen */
export function sentence(app: Watched, found: Shown | null): string {
  const vocabulary = app.history.start?.vocabulary ?? [];
  if (found === null || app.selection.token === null) return ofRun(app, found);
  return ofToken(found, vocabulary, configAt(app.history, found.step) ?? app.config);
}

function ofRun(app: Watched, found: Shown | null): string {
  const { status, history, recorded } = app;
  const { steps } = runConfig(app) ?? app.config;
  const learned = learnedAt(app, found);
  switch (status.kind) {
    case 'idle':
      return recorded === null
        ? 'Nothing has been written yet.'
        : `A recorded run: ${learned ?? `${history.step} steps of training.`}`;
    case 'loading':
      return 'Both models are being loaded.';
    case 'running':
      return learned === null
        ? 'The untrained senior is being measured on held-out problems.'
        : `Training: ${learned}`;
    case 'paused':
      return `Paused after step ${history.step} of ${steps}${learned === null ? '.' : `: ${learned}`}`;
    case 'finished':
      return `Finished ${history.step} steps${learned === null ? '.' : `: ${learned}`}`;
    case 'failed':
      return `Stopped after step ${history.step}: ${status.message}`;
  }
}

/** What the shown step taught; null without one. */
function learnedAt({ history, held }: Watched, found: Shown | null): string | null {
  const event: StepEvent | null = held ?? history.last;
  if (found === null || event === null) return null;
  const flat = event.metrics['reward/zero_std_groups'];
  const config = configAt(history, event.step);
  if (flat === undefined || config === null) return `step ${event.step} is shown.`;
  const all = config.promptsPerStep;
  const taught = config.advantage === 'group' ? Math.round(all * (1 - flat)) : all;
  const rest = taught < all ? '; in the others all rewards were equal' : '';
  return `at step ${event.step} the senior learned from ${taught} of ${all} groups${rest}.`;
}

function ofToken(
  { rollout, token: t }: Shown,
  vocabulary: readonly string[],
  { start, schedule }: Pick<RunConfig, 'start' | 'schedule'>,
): string {
  const author = authorOf(rollout, t);
  const hasCoin = schedule !== 'chunk' && schedule !== 'alternate';
  const isLast = t === rollout.tokens.length - 1;
  const end = !isLast
    ? ''
    : rollout.finish === 'eos'
      ? ' and ended the solution'
      : ' until the length limit';
  if (t === 0) {
    return start === 'coin'
      ? `The coin gave the ${author} the first token.`
      : `The ${author} began, as the settings say.`;
  }
  const before = named(surface(vocabulary, rollout.tokens[t - 1]));
  switch (tossAfter(rollout, t - 1)) {
    case 'handed':
      return `The ${author} took over after ${before}${end}.`;
    case 'kept':
      return `The coin fell after ${before}: the ${author} kept the pen${end}.`;
    case 'none':
      return `The ${author} went on after ${before}${end}: no ${hasCoin ? 'coin falls' : 'turn ends'} there.`;
  }
}

function named(text: string): string {
  const trimmed = text.trim();
  return trimmed === '' ? 'the line’s end' : `‘${trimmed}’`;
}
