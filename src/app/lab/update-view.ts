// A step of training in slow motion: what it made of the group on screen, by the seniors kept nearest
// before and after it. Part of the lab's store.
import type { RunConfig } from '../../config/fields.ts';
import type { Lecture, Lesson } from '../../lab/lesson.ts';
import type { KeptSenior } from '../../protocol.ts';
import type { Bench } from './store.ts';

/** The senior's log-probs of the group's tokens after so many steps. */
export interface Said {
  readonly step: number;
  readonly logprobs: readonly Float32Array[];
}

export interface SlowMotion {
  readonly lecture: Lecture;
  /** Null while the worker computes. */
  readonly lesson: Lesson | null;
  readonly before: Said | null;
  readonly after: Said | null;
}

export interface LessonActions {
  /** @param after null where no senior is kept since the step */
  learn(
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

export function lessonActions({ set, get, queue, fail }: Bench): LessonActions {
  const add = (lecture: Lecture, patch: Partial<SlowMotion>) => {
    const { slowMotion } = get();
    if (slowMotion?.lecture === lecture) set({ slowMotion: { ...slowMotion, ...patch } });
  };
  return {
    learn: (config, lecture, { before, after }) => {
      const shown = get().slowMotion;
      const isShown = shown?.lecture.rollouts[0] === lecture.rollouts[0];
      if (isShown && shown?.after?.step === after?.step) return;
      set({ slowMotion: { lecture, lesson: null, before: null, after: null }, problem: null });
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
