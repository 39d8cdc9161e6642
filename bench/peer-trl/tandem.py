"""Tandem GRPO in TRL, on the problems of one of our runs: python tandem.py RUN_FOLDER OUT_FOLDER"""

import re
import shutil
import sys
from pathlib import Path

import torch
from datasets import Dataset
from rollout import rollout_func
from run_folder import Run, write_result
from trainer import load, settings
from transformers import AutoTokenizer
from trl import GRPOTrainer

ANSWER = re.compile(r"#### (0|[1-9][0-9]{0,3})")


def main(run_folder, out):
    run = Run(run_folder)
    steps = sorted(run.rollouts)
    tokenizer = AutoTokenizer.from_pretrained(run.senior)
    junior = load(run.junior).eval()
    names = tokenizer.convert_ids_to_tokens(range(len(tokenizer)))
    schedule = {
        "p": run.config["seniorProbability"],
        "gap": run.config["maxGap"],
        # Word schedule: a token that begins with a space, which byte-level BPE writes as Ġ.
        "boundary": torch.tensor([name.startswith("Ġ") for name in names]),
    }
    jargon = []

    def reward(completions, completion_ids, answer, **_):
        """As ours: the text ends in the right answer's line, and with <eos>."""
        jargon.append(sum("<<" in text or ">>" in text for text in completions) / len(completions))
        rows = zip(completions, completion_ids, answer)
        return [float(is_right(*row, tokenizer)) for row in rows]

    trainer = GRPOTrainer(
        model=load(run.senior),
        processing_class=tokenizer,
        train_dataset=Dataset.from_list(run.problems(steps)),
        rollout_func=rollout_func(
            lambda trainer: [trainer.accelerator.unwrap_model(trainer.model), junior],
            schedule,
            run.config["maxNewTokens"],
            tokenizer,
        ),
        reward_funcs=reward,
        args=settings(run.config, out, len(steps)),
    )
    trainer.train()
    rewards = [entry["reward"] for entry in trainer.state.log_history if "reward" in entry]
    figures = [
        {"step": step, "jargon": share, "reward": mean}
        for step, share, mean in zip(steps, jargon, rewards, strict=True)
    ]
    write_result(out, trainer, {"steps": figures})
    # As it is: transformers writes tokenizer.json in a form of its own.
    shutil.copy(Path(run.senior) / "tokenizer.json", out)


def is_right(text, ids, answer, tokenizer):
    head, _, last = text.rpartition("\n")
    found = ANSWER.fullmatch(last)
    hidden = {tokenizer.pad_token_id, tokenizer.bos_token_id}.intersection(ids)
    ended = ids[-1] == tokenizer.eos_token_id
    right = found is not None and int(found[1]) == answer
    return right and ended and not hidden and "####" not in head


main(*sys.argv[1:])
