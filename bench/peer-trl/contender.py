"""TRL's GRPOTrainer at the benchmark's work, asked line by line on standard input as peer_torch.py is."""

import json
import sys
import tempfile
import time
from pathlib import Path

import torch
import trl
from datasets import Dataset
from rollout import write_together
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from trainer import load, settings
from transformers import PreTrainedTokenizerFast, TrainerCallback

GROUP = 8


class FixedAdvantages(trl.GRPOTrainer):
    """Learns with the benchmark's advantages in place of those that TRL computed from rewards."""

    advantages = None  # [B]

    def _generate_and_score_completions(self, inputs):
        return {**super()._generate_and_score_completions(inputs), "advantages": self.advantages}


class Work:
    def __init__(self, given):
        self.folder = Path(given["folder"])
        self.senior, self.junior = (load(self.folder / name) for name in ("senior", "junior"))
        self.junior.eval()
        self.rows, self.limit = given["rows"], given["tokens"]
        self.prompts = [[given["schedule"]["first"]]] * self.rows
        self.schedule = {
            "gap": given["schedule"]["gap"],
            "boundary": torch.arange(given["vocabulary"]) % given["schedule"]["every"] == 0,
        }
        self.p = given["schedule"]["p"]
        self.given = given
        # What the next step of the Trainer learns from.
        self.batch = self.solo = self.tandem = None

    def write(self, writers, p):
        # No token ends a row.
        schedule = {**self.schedule, "p": p}
        written = write_together(writers, self.prompts, schedule, self.limit, eos=-1)
        return dict(zip(("completion_ids", "logprobs", "env_mask"), written))

    def whole(self, ids):
        """[B][T + 1] ids, all but the first learnt from."""
        rest = [row[1:] for row in ids]
        return {
            "completion_ids": rest,
            "logprobs": [[0.0] * len(row) for row in rest],
            "env_mask": [[1] * len(row) for row in rest],
        }

    @torch.no_grad()
    def score(self, rows):
        """[B][T + 1] ids -> log-probs [B, T] of all but the first."""
        ids = torch.tensor(rows)
        table = self.senior(ids[:, :-1]).logits.log_softmax(-1)
        return table.gather(-1, ids[:, 1:, None])[..., 0]

    def decode_error(self):
        written = self.write([self.senior], 1)
        pairs = zip(self.prompts, written["completion_ids"])
        scored = self.score([prompt + row for prompt, row in pairs])
        return (scored - torch.tensor(written["logprobs"])).abs().max().item()

    def trainer(self, folder, callback):
        optimizer = self.given["optimizer"]
        run = {
            "seed": 1,
            "promptsPerStep": self.rows // GROUP,
            "groupSize": GROUP,
            "maxNewTokens": self.limit,
            "temperature": 1.0,
            "learningRate": optimizer["learningRate"],
            "weightDecay": optimizer["weightDecay"],
            "maxGradNorm": optimizer["maxGradNorm"],
            "clipLow": 0.2,
            "clipHigh": 0.2,
        }
        adam = {
            "adam_beta1": optimizer["beta1"],
            "adam_beta2": optimizer["beta2"],
            "adam_epsilon": optimizer["epsilon"],
        }
        words = {str(id): id for id in range(self.given["vocabulary"])}
        tokenizer = PreTrainedTokenizerFast(
            tokenizer_object=Tokenizer(WordLevel(words, unk_token="0")),
            pad_token="0",
            eos_token="0",
        )
        trainer = FixedAdvantages(
            model=self.senior,
            processing_class=tokenizer,
            train_dataset=Dataset.from_list([{"prompt": "1"}] * 1024),
            rollout_func=lambda prompts, trainer: {"prompt_ids": self.prompts, **self.batch},
            reward_funcs=lambda completions, **_: [0.0] * len(completions),
            args=settings(run, folder, steps=10**6, logging_strategy="no", **adam),
            callbacks=[callback],
        )
        trainer.advantages = torch.tensor(self.given["advantages"])
        return trainer


class Server(TrainerCallback):
    """Answers questions between two steps of the Trainer; one that trains lets a step go, from batch to
    new weights, and is answered with its time.
    """

    def __init__(self, work, say):
        self.work, self.say = work, say

    def on_step_begin(self, args, state, control, **_):
        for line in sys.stdin:
            question = json.loads(line)
            self.work.batch = self.batch(question)
            if self.work.batch is not None:
                self.start = time.perf_counter()
                return
            self.say(self.answer(question["do"], question))
        raise SystemExit

    def on_step_end(self, args, state, control, **_):
        self.say({"ms": milliseconds(self.start)})

    def batch(self, question):
        """What this question wants to be learnt; None where it wants something else."""
        wanted = question["do"]
        if wanted == "learn":
            return self.work.whole(question["ids"])
        return {"train_step": self.work.solo, "tandem_train": self.work.tandem}.get(wanted)

    def answer(self, wanted, question):
        work = self.work
        if wanted == "score":
            return {"mean": work.score(question["ids"]).mean().item()}
        if wanted == "decode_error":
            return {"error": work.decode_error()}
        start = time.perf_counter()
        if wanted == "solo_rollout":
            work.solo = work.write([work.senior], 1)
        elif wanted == "tandem_rollout":
            work.tandem = work.write([work.senior, work.junior], work.p)
        else:
            raise ValueError(f"do is {wanted}")
        return {"ms": milliseconds(start)}


def milliseconds(start):
    return 1000 * (time.perf_counter() - start)


def main():
    torch.set_num_threads(int(sys.argv[1]))
    torch.manual_seed(1)
    answers, sys.stdout = sys.stdout, sys.stderr  # TRL prints, too

    def say(answer):
        print(json.dumps(answer), file=answers, flush=True)

    for line in sys.stdin:
        question = json.loads(line)
        if question["do"] == "hello":
            say({"version": f"{trl.__version__}, PyTorch {torch.__version__}"})
            continue
        work = Work(question)
        with tempfile.TemporaryDirectory() as folder:
            trainer = work.trainer(folder, Server(work, say))
            say({})
            trainer.train()


main()
