// The update view: what a step made of the group on screen, by the stored seniors nearest before and after it.
import type { RunConfig } from '../../config/fields.ts';
import type { GroupUpdate, StepGroup } from '../../lab/group-update.ts';
import type { KeptSenior } from '../../protocol.ts';
import type { LabSession, SessionSlice } from './session.ts';

/** The senior's log-probs of the group's tokens after so many steps. */
export interface SeniorLogprobs {
  readonly step: number;
  readonly logprobs: readonly Float32Array[];
}

export interface UpdateView {
  readonly stepGroup: StepGroup;
  /** Null while the worker computes. */
  readonly update: GroupUpdate | null;
  readonly before: SeniorLogprobs | null;
  readonly after: SeniorLogprobs | null;
}

export interface UpdateViewSlice {
  /** Null before it is requested. */
  readonly updateView: UpdateView | null;
}

export interface UpdateViewActions {
  /** @param after null where no senior was stored since the step */
  showUpdate(
    config: RunConfig,
    stepGroup: StepGroup,
    seniors: { readonly before: KeptSenior; readonly after: KeptSenior | null },
  ): void;
}

/** The stored seniors nearest to a step’s update, on both sides of it. */
export function seniorsAround(
  seniors: readonly KeptSenior[],
  step: number,
): { readonly before: KeptSenior | undefined; readonly after: KeptSenior | null } {
  return {
    before: seniors.findLast((senior) => senior.step < step),
    after: seniors.find((senior) => senior.step >= step) ?? null,
  };
}

export function updateViewActions({
  set,
  get,
  queue,
  fail,
}: LabSession<UpdateViewSlice & Pick<SessionSlice, 'problem'>>): UpdateViewActions {
  const add = (stepGroup: StepGroup, patch: Partial<UpdateView>) => {
    const { updateView } = get();
    if (updateView?.stepGroup === stepGroup) set({ updateView: { ...updateView, ...patch } });
  };
  return {
    showUpdate: (config, stepGroup, { before, after }) => {
      const shown = get().updateView;
      const isShown = shown?.stepGroup.rollouts[0] === stepGroup.rollouts[0];
      if (isShown && shown?.after?.step === after?.step) return;
      set({ updateView: { stepGroup, update: null, before: null, after: null }, problem: null });
      const logprobsBy = (senior: KeptSenior) =>
        queue({ config, senior }, (lab) => lab.logprobsOf(stepGroup.rollouts)).then((logprobs) => ({
          step: senior.step,
          logprobs,
        }));
      const learned = async () => {
        const senior = before;
        add(stepGroup, {
          update: await queue({ config, senior }, (lab) => lab.groupUpdate(stepGroup)),
        });
        add(stepGroup, { before: await logprobsBy(before) });
        if (after !== null) add(stepGroup, { after: await logprobsBy(after) });
      };
      void learned().catch(fail);
    },
  };
}
