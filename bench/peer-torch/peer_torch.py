"""The same models and the same work in plain eager PyTorch, asked line by line on standard input.

Written as a competent user would: static KV caches, fused attention, no per-row loops.
"""

import json
import sys
import time
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F


def read_safetensors(path):
    """Name -> f32 tensor. The format: 8 bytes of header length, a JSON header, the numbers."""
    data = path.read_bytes()
    size = int.from_bytes(data[:8], "little")
    body = memoryview(data)[8 + size :]
    tensors = {}
    for name, entry in json.loads(data[8 : 8 + size]).items():
        if name == "__metadata__":
            continue
        assert entry["dtype"] == "F32", entry["dtype"]
        start, end = entry["data_offsets"]
        flat = np.frombuffer(body[start:end], dtype=np.float32).copy()
        tensors[name] = torch.from_numpy(flat).reshape(entry["shape"])
    return tensors


class Decoder:
    """Llama: RMSNorm, RoPE, SwiGLU, tied output. `weights` are Hugging Face's names."""

    def __init__(self, folder, learns):
        config = json.loads((folder / "config.json").read_text())
        self.layers = config["num_hidden_layers"]
        self.heads = config["num_attention_heads"]
        self.eps = config["rms_norm_eps"]
        self.size = config["head_dim"]
        theta = config.get("rope_theta", 10000.0)
        self.weights = read_safetensors(folder / "model.safetensors")
        for weight in self.weights.values():
            weight.requires_grad_(learns)
        self.blocks = [self.block_weights(layer) for layer in range(self.layers)]
        positions = torch.arange(config["max_position_embeddings"], dtype=torch.float32)
        rates = theta ** (-torch.arange(0, self.size, 2, dtype=torch.float32) / self.size)
        angles = torch.cat([torch.outer(positions, rates)] * 2, dim=-1)
        self.cos, self.sin = angles.cos(), angles.sin()

    def block_weights(self, layer):
        prefix = f"model.layers.{layer}."
        return {
            name[len(prefix) : -len(".weight")].split(".")[-1]: weight
            for name, weight in self.weights.items()
            if name.startswith(prefix)
        }

    def norm(self, x, weight):
        return F.rms_norm(x, x.shape[-1:], weight, self.eps)

    def rope(self, x, start):
        """x [B, H, T, D]; the halves of a head turn together."""
        end = start + x.shape[2]
        first, second = x.chunk(2, dim=-1)
        turned = torch.cat([-second, first], dim=-1)
        return x * self.cos[start:end] + turned * self.sin[start:end]

    def hidden(self, ids, cache=None, start=0):
        """ids [B, T] -> [B, T, d]. With a cache, T tokens at `start` go into it."""
        batch, length = ids.shape
        x = F.embedding(ids, self.weights["model.embed_tokens.weight"])
        for layer, w in enumerate(self.blocks):
            h = self.norm(x, w["input_layernorm"])
            q, k, v = (
                F.linear(h, w[name]).view(batch, length, self.heads, self.size).transpose(1, 2)
                for name in ("q_proj", "k_proj", "v_proj")
            )
            q, k = self.rope(q, start), self.rope(k, start)
            if cache is None:
                out = F.scaled_dot_product_attention(q, k, v, is_causal=True)
            else:
                keys, values = cache[layer]
                end = start + length
                keys[:, :, start:end], values[:, :, start:end] = k, v
                out = F.scaled_dot_product_attention(q, keys[:, :, :end], values[:, :, :end])
            x = x + F.linear(out.transpose(1, 2).reshape(batch, length, -1), w["o_proj"])
            h = self.norm(x, w["post_attention_layernorm"])
            gated = F.silu(F.linear(h, w["gate_proj"])) * F.linear(h, w["up_proj"])
            x = x + F.linear(gated, w["down_proj"])
        return self.norm(x, self.weights["model.norm.weight"])

    def logprobs(self, hidden):
        return F.log_softmax(F.linear(hidden, self.weights["model.embed_tokens.weight"]), dim=-1)

    def score(self, ids):
        """ids [B, T + 1] -> log-probs [B, T] of all tokens but the first."""
        table = self.logprobs(self.hidden(ids[:, :-1]))
        return table.gather(-1, ids[:, 1:, None]).squeeze(-1)

    def cache(self, batch, length):
        shape = (batch, self.heads, length, self.size)
        return [(torch.zeros(shape), torch.zeros(shape)) for _ in range(self.layers)]


class Work:
    def __init__(self, given):
        folder = Path(given["folder"])
        self.senior = Decoder(folder / "senior", True)
        self.junior = Decoder(folder / "junior", False)
        self.rows, self.tokens = given["rows"], given["tokens"]
        self.schedule = given["schedule"]
        self.boundary = torch.arange(given["vocabulary"]) % self.schedule["every"] == 0
        self.advantages = torch.tensor(given["advantages"])[:, None]
        step = given["optimizer"]
        self.max_norm = step["maxGradNorm"]
        self.optimizer = torch.optim.AdamW(
            self.senior.weights.values(),
            lr=step["learningRate"],
            betas=(step["beta1"], step["beta2"]),
            eps=step["epsilon"],
            weight_decay=step["weightDecay"],
        )
        self.solo = self.tandem = None

    @torch.inference_mode()
    def rollout(self, models, p):
        """All models read every token and draw a next one; the author's is kept."""
        token = torch.full((self.rows,), self.schedule["first"])
        caches = [model.cache(self.rows, self.tokens) for model in models]
        author = torch.rand(self.rows) < p
        gap = torch.zeros(self.rows, dtype=torch.long)
        ids, authors, written = [token], [], []
        for position in range(self.tokens):
            tables = [
                model.logprobs(model.hidden(token[:, None], cache, position)[:, 0])
                for model, cache in zip(models, caches)
            ]
            drawn = [torch.multinomial(table.exp(), 1)[:, 0] for table in tables]
            token = torch.where(author, drawn[0], drawn[-1])
            written.append(torch.stack([t.gather(-1, token[:, None])[:, 0] for t in tables]))
            ids.append(token)
            authors.append(author)
            redraw = self.boundary[token] | (gap + 1 >= self.schedule["gap"])
            author = torch.where(redraw, torch.rand(self.rows) < p, author)
            gap = torch.where(redraw, 0, gap + 1)
        return torch.stack(ids, 1), torch.stack(authors, 1).float(), torch.stack(written, -1)[0]

    def train(self, ids, mask, old):
        """Clipped surrogate over the senior's tokens, AdamW after clipping the gradient's norm."""
        # What was made in inference mode must be copied before autograd may save it.
        ids, mask, old = ids.clone(), mask.clone(), old.clone()
        ratio = (self.senior.score(ids) - old).exp()
        plain, clipped = ratio * self.advantages, ratio.clamp(0.8, 1.2) * self.advantages
        loss = -(torch.minimum(plain, clipped) * mask).sum() / mask.sum()
        self.optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.senior.weights.values(), self.max_norm)
        self.optimizer.step()

    def given(self, rows):
        ids = torch.tensor(rows)
        with torch.no_grad():
            return ids, torch.ones(ids.shape[0], ids.shape[1] - 1), self.senior.score(ids)


def milliseconds(work):
    start = time.perf_counter()
    result = work()
    return result, 1000 * (time.perf_counter() - start)


def answer(question, work):
    wanted = question["do"]
    if wanted == "score":
        return {"mean": work.given(question["ids"])[2].mean().item()}
    if wanted == "learn":
        work.train(*work.given(question["ids"]))
        return {}
    if wanted == "decode_error":
        ids, _, written = work.rollout([work.senior], 1)
        with torch.no_grad():
            return {"error": (work.senior.score(ids) - written).abs().max().item()}
    if wanted == "solo_rollout":
        work.solo, ms = milliseconds(lambda: work.rollout([work.senior], 1))
    elif wanted == "tandem_rollout":
        both = [work.senior, work.junior]
        work.tandem, ms = milliseconds(lambda: work.rollout(both, work.schedule["p"]))
    elif wanted == "train_step":
        _, ms = milliseconds(lambda: work.train(*work.solo))
    elif wanted == "tandem_train":
        _, ms = milliseconds(lambda: work.train(*work.tandem))
    else:
        raise ValueError(f"do is {wanted}")
    return {"ms": ms}


def main():
    torch.set_num_threads(int(sys.argv[1]))
    torch.manual_seed(1)
    work = None
    for line in sys.stdin:
        question = json.loads(line)
        if question["do"] == "hello":
            found = {"version": torch.__version__}
        elif question["do"] == "load":
            work, found = Work(question), {}
        else:
            found = answer(question, work)
        print(json.dumps(found), flush=True)


main()
