// The update view: what a step made of the group on screen, by the seniors kept nearest before and after it.
import type { RunConfig } from '../../config/fields.ts';
import type { Lecture, Lesson } from '../../lab/lesson.ts';
import type { KeptSenior } from '../../protocol.ts';
import type { LabSession, SessionSlice } from './session.ts';

/** The senior's log-probs of the group's tokens after so many steps. */
export interface SeniorLogprobs {
  readonly step: number;
  readonly logprobs: readonly Float32Array[];
}

export interface UpdateView {
  readonly lecture: Lecture;
  /** Null while the worker computes. */
  readonly lesson: Lesson | null;
  readonly before: SeniorLogprobs | null;
  readonly after: SeniorLogprobs | null;
}

export interface UpdateViewSlice {
  /** Null before it is asked for. */
  readonly updateView: UpdateView | null;
}

export interface UpdateViewActions {
  /** @param after null where no senior is kept since the step */
  showUpdate(
    config: RunConfig,
    lecture: Lecture,
    seniors: { readonly before: KeptSenior; readonly after: KeptSenior | null },
  ): void;
}

/** The kept seniors nearest to a step's update, on both sides of it. */
export function seniorsAround(
  kept: readonly KeptSenior[],
  step: number,
): { readonly before: KeptSenior | undefined; readonly after: KeptSenior | null } {
  return {
    before: kept.findLast((senior) => senior.step < step),
    after: kept.find((senior) => senior.step >= step) ?? null,
  };
}

export function updateViewActions({
  set,
  get,
  queue,
  fail,
}: LabSession<UpdateViewSlice & Pick<SessionSlice, 'problem'>>): UpdateViewActions {
  const add = (lecture: Lecture, patch: Partial<UpdateView>) => {
    const { updateView: slowMotion } = get();
    if (slowMotion?.lecture === lecture) set({ updateView: { ...slowMotion, ...patch } });
  };
  return {
    showUpdate: (config, lecture, { before, after }) => {
      const shown = get().updateView;
      const isShown = shown?.lecture.rollouts[0] === lecture.rollouts[0];
      if (isShown && shown?.after?.step === after?.step) return;
      set({ updateView: { lecture, lesson: null, before: null, after: null }, problem: null });
      const said = (senior: KeptSenior) =>
        queue({ config, senior }, (lab) => lab.logprobsOf(lecture.rollouts)).then((logprobs) => ({
          step: senior.step,
          logprobs,
        }));
      const learned = async () => {
        const senior = before;
        add(lecture, {
          lesson: await queue({ config, senior }, (lab) => lab.lesson(lecture)),
        });
        add(lecture, { before: await said(before) });
        if (after !== null) add(lecture, { after: await said(after) });
      };
      void learned().catch(fail);
    },
  };
}
