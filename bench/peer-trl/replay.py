"""TRL learns from the rollouts of one of our runs: python replay.py RUN_FOLDER OUT_FOLDER ours|trl

The last word says whose epsilon is added to the standard deviation of a group's rewards.
"""

import sys

from datasets import Dataset
from run_folder import Run, write_result
from trainer import load, settings, use_our_epsilon
from transformers import AutoTokenizer
from trl import GRPOTrainer


def main(run_folder, out, epsilon):
    run = Run(run_folder)
    steps = sorted(run.rollouts)
    # We call no optimizer on a gradient of exactly 0. TRL does, and Adam's momentum moves the weights.
    skipped = [step for step in steps if run.metrics[step]["update/grad_norm"] == 0]
    replayed = [step for step in steps if step not in skipped]
    upcoming = iter(replayed)

    def recorded(prompts, trainer):
        """TRL's rollout_func. All lists are [B] or, per token, [B][T_i]."""
        rollouts = run.rollouts[next(upcoming)]
        assert [rollout["prompt"] for rollout in rollouts] == prompts
        return {
            "prompt_ids": [rollout["prompt_tokens"] for rollout in rollouts],
            "completion_ids": [rollout["tokens"] for rollout in rollouts],
            # Asked for by TRL and used with vLLM only.
            "logprobs": [rollout["senior_logprobs"] for rollout in rollouts],
            # 1 where the senior wrote: TRL learns from these tokens only.
            "env_mask": [rollout["authors"] for rollout in rollouts],
            "recorded_reward": [float(rollout["reward"]) for rollout in rollouts],
        }

    def reward(completions, recorded_reward, **_):
        return recorded_reward

    if epsilon == "ours":
        use_our_epsilon()
    trainer = GRPOTrainer(
        model=load(run.senior),
        processing_class=AutoTokenizer.from_pretrained(run.senior),
        train_dataset=Dataset.from_list(run.problems(replayed)),
        rollout_func=recorded,
        reward_funcs=reward,
        args=settings(run.config, out, len(replayed)),
    )
    trainer.train()
    logged = [entry for entry in trainer.state.log_history if "grad_norm" in entry]
    assert len(logged) == len(replayed)
    figures = [
        {"step": step, "gradNorm": entry["grad_norm"], "loss": entry["loss"]}
        for step, entry in zip(replayed, logged)
    ]
    write_result(out, trainer, {"steps": figures, "skipped": skipped})


main(*sys.argv[1:])
