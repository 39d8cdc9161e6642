// Makes sure that the compiled WASM kernels are those of their sources.
import { ensureKernels } from '../node/kernels.ts';

await ensureKernels();
