// The lab’s store with a worker that the test answers for.
import { expect, test, vi } from 'vitest';
import { DEFAULTS } from '../../config/presets.ts';
import type { Problem } from '../../tasks/parts/task.ts';
import { makeReading, makeRollout, START } from '../events.fixture.ts';
import { UNTRAINED } from '../run/snapshots.ts';
import type { LabConnection, Subject } from './session.ts';
import { createLabStore } from './store.ts';
import { seniorsAround } from './update-view.ts';

const problem: Problem = {
  key: '5+3',
  prompt: 'Q',
  answer: 8,
};
const rolloutOf = (reward: number) =>
  makeRollout([0, 0, 0], { reward, tokens: Int32Array.of(4, 5, 6) });
const subject: Subject = {
  config: DEFAULTS,
  senior: UNTRAINED,
  origin: { problem, step: 3, sequence: 0 },
  rollout: rolloutOf(1),
};

function connection(changes: Partial<LabConnection> = {}): LabConnection {
  return {
    use: vi.fn(async () => {}),
    writeOn: vi.fn(async () => rolloutOf(0)),
    nextTokens: async () => {
      const best = { ids: Int32Array.of(7), probabilities: Float32Array.of(1) };
      return { senior: best, junior: best };
    },
    heldOut: vi.fn(async () => problem),
    read: async (_, tokens, count, onPart) =>
      (await onPart(count, tokens.length)) ? makeReading(tokens.length) : null,
    groupUpdate: async ({ rollouts }) => ({
      advantages: rollouts.map(({ advantage }) => advantage),
      authors: rollouts.map(({ authors }) => authors),
      gradients: rollouts.map(({ tokens }) => new Float64Array(tokens.length)),
      loss: 0,
      totals: { weightedTokens: 1, responseTokens: 1, sequences: 1, nonEmptySequences: 1 },
    }),
    logprobsOf: async (rollouts) => rollouts.map(({ senior }) => senior.logprobs),
    type: async (place, text) => {
      if (text === 'bad') throw new Error('no such word');
      return { ...place, tokens: [...place.tokens, 9], authors: [...place.authors, 0] };
    },
    rewrite: async () => rolloutOf(1),
    handoffMap: async (_, samples, onPoint) => {
      for (let at = 0; at < 3; at++) {
        if (!(await onPoint({ at, share: at / samples, interval: [0, 1] }, 3))) return;
      }
    },
    seniorTurn: async (place) => ({
      place: { ...place, tokens: [...place.tokens, 9], authors: [...place.authors, 1] },
      next: 'person',
    }),
    personTurn: async (place, word) => {
      if (word === 'bad') throw new Error('no such word');
      return {
        place: { ...place, tokens: [...place.tokens, 8], authors: [...place.authors, 0] },
        next: word === '' ? 'nobody' : 'senior',
      };
    },
    toss: async () => 'senior',
    finish: async () => rolloutOf(1),
    ...changes,
  };
}

function opened(changes: Partial<LabConnection> = {}) {
  const made = connection(changes);
  const connect = vi.fn(() => made);
  const store = createLabStore(connect);
  store.getState().look(subject.rollout);
  const rest = () => vi.waitFor(() => expect(store.getState().isBusy).toBe(false));
  return { store, made, connect, rest };
}

test('a branch is written once per question, and anew when asked again at the same place', async () => {
  const { store, made, connect, rest } = opened();
  store.getState().writeOn(subject, { at: 2, words: '', writer: 'senior' });
  store.getState().writeOn(subject, { at: 1, words: '', writer: 'junior' });
  await rest();
  expect(store.getState().branch).toMatchObject({ at: 2, writer: 'senior', attempt: 1 });
  store.getState().writeOn(subject, { at: 2, words: '', writer: 'senior' });
  await rest();
  expect(store.getState().branch?.attempt).toBe(2);
  expect(made.writeOn).toHaveBeenCalledTimes(2);
  expect(made.use).toHaveBeenCalledTimes(1);
  expect(connect).toHaveBeenCalledTimes(1);
  store.getState().replace(subject, 1, 7);
  await rest();
  expect(made.writeOn).toHaveBeenLastCalledWith(
    { problem, tokens: [4, 7], authors: [0, 0] },
    { writer: 'both', attempt: 1 },
  );
});

test('a person’s words come before the next writer, and words that cannot be read are refused with a reason', async () => {
  const { store, made, rest } = opened();
  store.getState().writeOn(subject, { at: 1, words: 'bad', writer: 'both' });
  await rest();
  expect(store.getState()).toMatchObject({ refused: 'no such word', branch: null, problem: null });
  store.getState().writeOn(subject, { at: 1, words: 'plus', writer: 'junior' });
  await rest();
  expect(store.getState()).toMatchObject({ refused: null, branch: { yours: { from: 1, to: 2 } } });
  expect(made.writeOn).toHaveBeenLastCalledWith(
    { problem, tokens: [4, 9], authors: [0, 0] },
    { writer: 'junior', attempt: 1 },
  );
  store.getState().writeOn(subject, { at: 1, words: 'plus', writer: 'you' });
  await rest();
  expect(made.writeOn).toHaveBeenCalledTimes(1);
  expect(store.getState().branch).toMatchObject({ writer: 'you', rollout: { reward: 1 } });
});

test('a solution is read once, while other questions wait, and again by another senior', async () => {
  const read = vi.fn(connection().read);
  const { store, made } = opened({ read });
  store.getState().read(subject);
  store.getState().read(subject);
  expect(store.getState().isBusy).toBe(false);
  await vi.waitFor(() => expect(store.getState().reader?.found).toBeTruthy());
  expect(store.getState().reader).toMatchObject({ step: 0, done: 3, of: 3 });
  const other = rolloutOf(0);
  store.getState().look(other);
  expect(store.getState().reader).toBeNull();
  store.getState().look(subject.rollout);
  store.getState().read(subject);
  expect(store.getState().reader?.found?.kl).toHaveLength(3);
  expect(read).toHaveBeenCalledTimes(1);
  store.getState().read({ ...subject, senior: { ...UNTRAINED, step: 9 } });
  await vi.waitFor(() => expect(store.getState().reader?.step).toBe(9));
  expect(read).toHaveBeenCalledTimes(2);
  expect(made.use).toHaveBeenCalledTimes(2);
});

test('the update view uses the seniors around the step, and goes with its group', async () => {
  const late = { ...UNTRAINED, step: 9 };
  expect(seniorsAround([UNTRAINED, late], 3)).toEqual({ before: UNTRAINED, after: late });
  expect(seniorsAround([UNTRAINED, late], 10)).toEqual({ before: late, after: null });
  const { store, made } = opened();
  const other = rolloutOf(0);
  const stepGroup = { step: 3, group: 0, rollouts: [subject.rollout, other], metrics: {} };
  store.getState().showUpdate(DEFAULTS, stepGroup, { before: UNTRAINED, after: late });
  await vi.waitFor(() => expect(store.getState().updateView?.after?.step).toBe(9));
  expect(store.getState().updateView).toMatchObject({ before: { step: 0 }, update: { loss: 0 } });
  expect(made.use).toHaveBeenCalledTimes(2);
  store.getState().look(other);
  expect(store.getState().updateView?.stepGroup).toBe(stepGroup);
  store.getState().look(rolloutOf(0));
  expect(store.getState().updateView).toBeNull();
});

test('an answer to a solution that has left the screen is dropped', async () => {
  const { store, rest } = opened();
  store.getState().writeOn(subject, { at: 2, words: '', writer: 'senior' });
  const other = rolloutOf(0);
  store.getState().look(other);
  await rest();
  expect(store.getState()).toMatchObject({ branch: null, rollout: other });
});

test('maps come point by point, by step, and stop', async () => {
  const { store, rest } = opened();
  store.getState().map(subject, { samples: 4, isAgain: true });
  await rest();
  store.getState().map(subject, { samples: 4, isAgain: false });
  await rest();
  expect(store.getState().maps.map(({ step, points, of }) => [step, points.length, of])).toEqual([
    [-1, 3, 3],
    [0, 3, 3],
  ]);
  store
    .getState()
    .map({ ...subject, senior: { ...UNTRAINED, step: 9 } }, { samples: 4, isAgain: true });
  store.getState().stop();
  await rest();
  expect(store.getState().maps.at(-1)?.points.length).toBeLessThan(3);
});

test('a failure is shown, and the next question can succeed', async () => {
  let isBroken = true;
  const { store, rest } = opened({
    rewrite: async () => {
      if (isBroken) throw new Error('no senior');
      return rolloutOf(1);
    },
  });
  store.getState().rewrite(subject);
  await rest();
  expect(store.getState()).toMatchObject({ problem: 'no senior', rewritings: [] });
  isBroken = false;
  store.getState().rewrite(subject);
  await rest();
  expect(store.getState()).toMatchObject({ problem: null, rewritings: [{ step: 0 }] });
});

test('rounds go word by word and are counted by the senior played with', async () => {
  const { store, made, rest } = opened();
  const game = () => store.getState().game;
  const untrained = { run: START, config: DEFAULTS, senior: UNTRAINED };
  store.getState().begin(untrained);
  await rest();
  expect(game().round?.turn.place.tokens).toEqual([9]);
  store.getState().askJunior();
  await rest();
  expect(game().hints?.ids).toEqual(Int32Array.of(7));
  store.getState().say('bad');
  await rest();
  expect(game()).toMatchObject({ refused: 'no such word', round: { turn: { next: 'person' } } });
  store.getState().look(rolloutOf(0));
  store.getState().say('plus');
  await rest();
  expect(game()).toMatchObject({ refused: null, hints: null });
  expect(game().round?.turn.place.tokens).toEqual([9, 8, 9]);
  store.getState().say('');
  await rest();
  const once = { step: 0, person: { right: 1, of: 1 }, junior: { right: 0, of: 1 } };
  expect(game()).toMatchObject({ round: { turn: { next: 'nobody' } }, scores: [once] });
  for (const senior of [{ ...UNTRAINED, step: 9 }, UNTRAINED]) {
    store.getState().begin({ run: START, config: DEFAULTS, senior });
    await rest();
    store.getState().say('');
    await rest();
  }
  expect(game().scores.map(({ step, person }) => [step, person.of])).toEqual([
    [0, 2],
    [9, 1],
  ]);
  expect(made.heldOut).toHaveBeenLastCalledWith(1);
  store.getState().begin({ ...untrained, run: { ...START } });
  await rest();
  expect(game().scores).toEqual([]);
});

test('a map by every senior, one after the other, until it is stopped', async () => {
  const { store, made, rest } = opened();
  const seniors = [UNTRAINED, { ...UNTRAINED, step: 9 }];
  store.getState().mapAll(subject, seniors, 4);
  await rest();
  expect(store.getState().maps.map(({ step, points }) => [step, points.length])).toEqual([
    [0, 3],
    [9, 3],
  ]);
  expect(made.use).toHaveBeenCalledTimes(2);
});
