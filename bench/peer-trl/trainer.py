"""TRL's GRPOTrainer with the settings of one of our runs."""

import inspect
import os

os.environ["HF_HUB_OFFLINE"] = "1"
# rollout_func warns at every start that it may change; the report names the version it was checked with.
os.environ["TRL_EXPERIMENTAL_SILENCE"] = "1"

import torch
from transformers import AutoModelForCausalLM
from transformers.utils import logging
from trl import GRPOConfig
from trl.trainer import grpo_trainer

logging.set_verbosity_error()
logging.disable_progress_bar()

# What is added to a group's standard deviation before it divides: TRL's constant, and ours (verl's).
TRL_EPSILON = 1e-4
OUR_EPSILON = 1e-6

# src/rl/update.ts; the other settings are in the run's config.
ADAM = {"adam_beta1": 0.9, "adam_beta2": 0.95, "adam_epsilon": 1e-8}


def load(folder):
    """A checkpoint folder in f32: ours are f16, and transformers would compute in that."""
    return AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32)


def settings(run, folder, steps, **changes):
    """`run` is the config in run.json, `folder` is where TRL may write; `changes` go before all else."""
    given = dict(
        output_dir=folder,
        seed=run["seed"],
        max_steps=steps,
        per_device_train_batch_size=run["promptsPerStep"] * run["groupSize"],
        num_generations=run["groupSize"],
        max_completion_length=run["maxNewTokens"],
        temperature=run["temperature"],
        learning_rate=run["learningRate"],
        lr_scheduler_type="constant",
        weight_decay=run["weightDecay"],
        max_grad_norm=run["maxGradNorm"],
        **ADAM,
        # Clipped surrogate, mean over the senior's tokens of the batch, no KL penalty.
        loss_type="dapo",
        epsilon=run["clipLow"],
        epsilon_high=run["clipHigh"],
        beta=0.0,
        scale_rewards="group",
        # Problems in the order of our run.
        shuffle_dataset=False,
        # f32 throughout, on the processor.
        use_cpu=True,
        bf16=False,
        gradient_checkpointing=False,
        logging_steps=1,
        save_strategy="no",
        report_to="none",
        disable_tqdm=True,
    )
    return GRPOConfig(**{**given, **changes})


def use_our_epsilon():
    """TRL computes (reward - mean) / (nanstd(rewards) + 1e-4) and has no setting for the constant: its
    nanstd gives less by the difference of the two constants. What TRL logs as a deviation is lower by that.
    """
    source = inspect.getsource(grpo_trainer.GRPOTrainer._generate_and_score_completions)
    if "std_rewards + 1e-4" not in source:
        raise RuntimeError(f"this TRL does not add {TRL_EPSILON} to the standard deviation of rewards")
    original = grpo_trainer.nanstd
    grpo_trainer.nanstd = lambda *args, **named: original(*args, **named) - (TRL_EPSILON - OUR_EPSILON)
