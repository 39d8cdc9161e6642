"""Senior and junior write together, token by token, with the models of transformers."""

import torch


@torch.inference_mode()
def write_together(writers, prompts, schedule, limit, eos):
    """`writers` is [senior, junior], or [senior] who then writes alone; `prompts` are B lists of ids.
    `schedule`: p is the senior's chance at a redraw, boundary [V] is true where a token is followed by
    one, gap is the most tokens without one. Writes `limit` tokens at most; B lists of each:
    ids, their log-probs under their author, and authors (1 for the senior).
    """
    rows, width = len(prompts), max(map(len, prompts))
    gaps = [width - len(prompt) for prompt in prompts]
    # [B, P], padded on the left so that all rows go on at the same place.
    tokens = torch.tensor([[0] * gap + prompt for gap, prompt in zip(gaps, prompts)])
    mask = torch.tensor([[0] * gap + [1] * (width - gap) for gap in gaps])
    caches = [None] * len(writers)
    author = torch.rand(rows) < schedule["p"]
    since = torch.zeros(rows, dtype=torch.long)
    open_rows = torch.ones(rows, dtype=torch.bool)
    written, logprobs, authors, lengths = [], [], [], torch.zeros(rows, dtype=torch.long)
    for _ in range(limit):
        position = (mask.cumsum(1) - 1).clamp(min=0)[:, -tokens.shape[1] :]
        logits = []  # of the next token, [B, V] for each writer: both read all that was written
        for i, model in enumerate(writers):
            read = model(
                tokens,
                attention_mask=mask,
                position_ids=position,
                past_key_values=caches[i],
                use_cache=True,
                logits_to_keep=1,
            )
            caches[i] = read.past_key_values
            logits.append(read.logits[:, -1])
        table = torch.where(author[:, None], logits[0], logits[-1]).log_softmax(-1)
        tokens = torch.multinomial(table.exp(), 1)  # [B, 1]
        written.append(tokens[:, 0])
        logprobs.append(table.gather(1, tokens)[:, 0])
        authors.append(author.long())
        lengths += open_rows
        open_rows &= tokens[:, 0] != eos
        if not open_rows.any():
            break
        since += 1
        redraw = schedule["boundary"][tokens[:, 0]] | (since >= schedule["gap"])
        author = torch.where(redraw, torch.rand(rows) < schedule["p"], author)
        since = since.masked_fill(redraw, 0)
        mask = torch.cat([mask, mask.new_ones(rows, 1)], 1)
    columns = (torch.stack(each, 1) for each in (written, logprobs, authors))  # [B, T] each
    return tuple([row[:n].tolist() for row, n in zip(each, lengths)] for each in columns)


def rollout_func(pair, schedule, limit, tokenizer):
    """What TRL calls instead of its own generation. `pair` gives [senior, junior] as they are now."""

    def together(prompts, trainer):
        bos = [tokenizer.bos_token_id]
        ids = [bos + tokenizer(text, add_special_tokens=False)["input_ids"] for text in prompts]
        tokens, logprobs, authors = write_together(
            pair(trainer), ids, schedule, limit, tokenizer.eos_token_id
        )
        return {
            "prompt_ids": ids,
            "completion_ids": tokens,
            "logprobs": logprobs,
            "env_mask": authors,
        }

    return together
