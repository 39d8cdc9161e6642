// The page as static markup in its states.
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { makeSide } from '../../test/fixtures/rollout-side.ts';
import { makeRollout, START } from '../app/events.fixture.ts';
import { createLabStore } from '../app/lab/store.ts';
import { EMPTY_HISTORY } from '../app/run/history.ts';
import { type AppState, createAppStore } from '../app/store.ts';
import { FIELD_NAMES, FIELDS } from '../config/fields.ts';
import { DEFAULTS, presetConfig } from '../config/presets.ts';
import type { StepEvent } from '../run/events.ts';
import { App } from './App.tsx';
import { LabContext } from './lab/useLab.ts';
import { StoreContext } from './parts/useApp.ts';

function markup(state: Partial<AppState> = {}, missing: string | null = null): string {
  const store = createAppStore({
    connect: () => {
      throw new Error('no run is begun here');
    },
    now: () => 0,
    save: () => {},
  });
  store.setState(state);
  const lab = createLabStore(() => {
    throw new Error('nothing is tried out here');
  });
  // Static rendering reads the initial state.
  const frozen = { ...store, getInitialState: store.getState };
  return renderToStaticMarkup(
    <StoreContext value={frozen}>
      <LabContext value={lab}>
        <App missing={missing} />
      </LabContext>
    </StoreContext>,
  );
}

const STEP: StepEvent = {
  kind: 'step',
  step: 4,
  metrics: {},
  problems: [{ key: 'k', prompt: ' Ann has 5 apples .\n', answer: 8 }],
  rollouts: [
    makeRollout([1, 0], {
      tokens: Int32Array.of(0, 1),
      redraws: Uint8Array.of(1, 0),
      finish: 'length',
      advantage: 0.94,
      senior: makeSide(2, { logprobs: Float32Array.of(Math.log(0.5), 0) }),
      junior: makeSide(2, { logprobs: Float32Array.of(Math.log(0.25), 0) }),
    }),
    makeRollout([1, 1], { reward: 0, advantage: -0.94 }),
  ],
};
const RUNNING: Partial<AppState> = {
  status: { kind: 'running' },
  begun: { preset: 'jargon', config: DEFAULTS },
  history: { ...EMPTY_HISTORY, start: START, step: 4, last: STEP },
};
const count = (html: string, pattern: RegExp) => html.match(pattern)?.length ?? 0;

test('before a run the page has an introduction, every setting and Play', () => {
  const html = markup();
  expect(html).toContain('The senior writes in blue');
  expect(html).toContain('Play');
  for (const name of FIELD_NAMES) expect(html).toContain(`>${FIELDS[name].label}</label>`);
});

test('only models of the task are offered', () => {
  expect(markup()).not.toContain('Logic expert');
  const page = markup({ config: presetConfig('logic') });
  expect(page).toContain('Logic expert');
  expect(page).not.toContain('Jargon expert');
});

test('kernels that are being compiled are counted until all are, and only before the first step', () => {
  const loading = (done: number) =>
    markup({ status: { kind: 'loading' }, compiled: { done, all: 30 } });
  expect(loading(12)).toContain('compiling kernels 12 of 30');
  expect(loading(30)).toContain('loading the models');
  expect(markup({ ...RUNNING, compiled: { done: 12, all: 30 } })).toContain('step 4 of');
});

test('a solution has one option per token, named by author, probability and handoff', () => {
  const html = markup(RUNNING);
  expect(html).toContain('step 4 of 60');
  expect(html).toContain('Pause');
  expect(count(html, /role="option"/g)).toBe(2);
  expect(html).toContain('aria-label="token 1, senior: a, 50.0 %"');
  expect(html).toContain('aria-label="token 2, junior: b, 100.0 %, after a handoff"');
  expect(html).toContain('▸J');
  expect(html).toContain('A coin after it: the pen goes to the junior.');
  expect(html).toContain('25.0 %');
  expect(html).toContain('cut off at the length limit');
});

test('the group has reward and advantage of every rollout', () => {
  const html = markup(RUNNING);
  expect(html).toContain('1 of 2 right');
  expect(html).toContain('+0.94');
  expect(html).toContain('−0.94');
  expect(count(html, /aria-current="true"/g)).toBe(1);
});

test('the chosen rollout and token are shown', () => {
  const html = markup({ ...RUNNING, selection: { group: 0, rollout: 1, token: 1 } });
  expect(html).toContain('aria-label="token 2, senior: end, 100.0 %"');
  expect(html).toContain('Token 2 of 2');
});

test('a group without variance says that it teaches nothing', () => {
  const flat = { ...STEP, rollouts: [makeRollout([1]), makeRollout([0])] };
  const history = { ...EMPTY_HISTORY, start: START, step: 4, last: flat };
  expect(markup({ ...RUNNING, history })).toContain('nothing to learn here');
});

test('top tokens of both models, the written one marked', () => {
  const lists = (p: number) => ({
    ids: Int32Array.of(0, 1, 1, 0),
    probabilities: Float32Array.of(p, 1 - p, p, 1 - p),
  });
  const rollout = makeRollout([1, 0], {
    tokens: Int32Array.of(0, 1),
    senior: makeSide(2, { top: lists(0.75) }),
    junior: makeSide(2, { top: lists(0.625) }),
  });
  const last = { ...STEP, rollouts: [rollout] };
  const html = markup({ ...RUNNING, history: { ...EMPTY_HISTORY, start: START, step: 4, last } });
  expect(html).toContain('75.0 %');
  expect(html).toContain('62.5 %');
  expect(count(html, /top-tokens-written/g)).toBe(2);
});

test('failures, link problems, warnings and changed settings are shown', () => {
  const failure = { kind: 'failed', message: 'out of memory', next: null } as const;
  const failed = markup({ ...RUNNING, status: failure });
  expect(failed).toContain('out of memory');
  expect(failed).toContain('Try again');
  expect(failed).not.toContain('Go on with');
  expect(markup({ ...RUNNING, status: { ...failure, next: 'native-wasm' } })).toContain(
    'Go on with WebAssembly',
  );
  expect(markup({ notices: ['“zz” is not a setting; it was ignored.'] })).toContain('“zz”');
  const changed = markup({ ...RUNNING, config: { ...DEFAULTS, seed: 2 } });
  expect(changed).toContain('changed: Reset to apply');
  const problem = markup({ fieldProblems: { groupSize: 'Group size (group): “0” is too small.' } });
  expect(problem).toContain('aria-invalid="true"');
  expect(problem).toContain('“0” is too small');
});

test('warnings are sentences with their step: those of the newest step first, earlier ones in a list', () => {
  const warnings = [
    { kind: 'warning', step: 0, message: 'tokens are drawn under top-k 4' },
    { kind: 'warning', step: 3, message: 'most solutions were cut off' },
    { kind: 'warning', step: 3, message: 'the gradient was exactly 0' },
  ] as const;
  const html = markup({ ...RUNNING, history: { ...EMPTY_HISTORY, start: START, warnings } });
  const places = ['Step 3.', 'Most solutions', 'The gradient', '1 earlier', 'Settings.', 'Tokens'];
  const positions = places.map((text) => html.indexOf(text));
  expect(positions).not.toContain(-1);
  expect(positions).toEqual(positions.toSorted((a, b) => a - b));
});

test('without workers there is one message and no Play button', () => {
  const html = markup({}, 'This browser has no Web Workers, which training needs.');
  expect(html).toContain('no Web Workers');
  expect(html).not.toContain('button-main');
});
