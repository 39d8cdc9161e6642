"""Reads a run folder of `tandem train`, and writes what TRL made of it."""

import json
from pathlib import Path


def lines(file):
    with open(file, encoding="utf-8") as opened:
        return [json.loads(line) for line in opened]


class Run:
    def __init__(self, folder):
        folder = Path(folder)
        record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
        self.config = record["config"]
        self.senior = record["models"]["senior"]["folder"]
        self.junior = record["models"]["junior"]["folder"]
        # Step -> its B rollouts, those of one problem next to each other.
        self.rollouts = {}
        for rollout in lines(folder / "rollouts.jsonl"):
            self.rollouts.setdefault(rollout["step"], []).append(rollout)
        events = lines(folder / "events.jsonl")
        self.metrics = {e["step"]: e["metrics"] for e in events if e["kind"] == "step"}

    def problems(self, steps):
        """A row for each problem of these steps, for TRL's data set."""
        every = self.config["groupSize"]
        return [
            {"prompt": rollout["prompt"], "answer": rollout["answer"]}
            for step in steps
            for rollout in self.rollouts[step][::every]
        ]


def write_result(folder, trainer, result):
    """The trained model in Hugging Face form, and result.json next to it."""
    trainer.model.save_pretrained(folder)
    (Path(folder) / "result.json").write_text(json.dumps(result), encoding="utf-8")
