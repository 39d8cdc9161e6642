// The parts of a Hugging Face tokenizer.json.
/** tokenizer.json as parsed JSON. */
export type TokenizerJson = Readonly<Record<string, unknown>>;
