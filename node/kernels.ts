// Compiles the WASM kernels into a module that holds them as text, so that workers, Node and the built
// page load them alike.
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readBelow, writeWhole } from './files.ts';

const FOLDER = 'src/engine/native/wasm';
const SOURCES = `${FOLDER}/assembly`;
const OUTPUT = `${FOLDER}/kernels.generated.ts`;
const OPTIONS = ['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd'];

/** Compiles only where the sources have changed: asking costs milliseconds, the compiler seconds. */
export async function ensureKernels(): Promise<void> {
  const mark = `// Made by npm run build:wasm from ${await fingerprint()}`;
  const made = await readBelow('')(OUTPUT);
  if (made !== null && new TextDecoder().decode(made).startsWith(`${mark}\n`)) return;
  const bytes = await compile();
  const text = bytes.toString('base64');
  await writeWhole(OUTPUT, `${mark}\nexport const KERNELS_BASE64 =\n  '${text}';\n`);
  process.stderr.write(`${OUTPUT}: ${bytes.length} bytes of kernels\n`);
}

async function fingerprint(): Promise<string> {
  const names = (await readdir(SOURCES)).sort();
  const sources = await Promise.all(names.map((name) => readFile(path.join(SOURCES, name))));
  const hash = createHash('sha256').update(OPTIONS.join(' '));
  for (const source of sources) hash.update(source);
  return hash.digest('hex');
}

async function compile(): Promise<Buffer> {
  // The compiler takes seconds and a gigabyte to load.
  const { default: asc } = await import('assemblyscript/asc');
  const folder = await mkdtemp(path.join(tmpdir(), 'kernels-'));
  try {
    const file = path.join(folder, 'kernels.wasm');
    const { error, stderr } = await asc.main([
      `${SOURCES}/index.ts`,
      ...['--outFile', file],
      ...OPTIONS,
    ]);
    if (error) throw new Error(`the kernels do not compile: ${error.message}\n${stderr}`);
    return await readFile(file);
  } finally {
    await rm(folder, { recursive: true });
  }
}
