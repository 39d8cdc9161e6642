// Compiles the WASM kernels into a module that holds them as text, so that workers, Node and the built
// page load them alike. Does nothing when the sources have not changed.
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import asc from 'assemblyscript/asc';

const FOLDER = 'src/engine/native/wasm';
const SOURCES = `${FOLDER}/assembly`;
const OUTPUT = `${FOLDER}/kernels.generated.ts`;
const OPTIONS = ['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd'];

function fingerprint(): string {
  const hash = createHash('sha256').update(OPTIONS.join(' '));
  for (const name of readdirSync(SOURCES).sort()) hash.update(readFileSync(`${SOURCES}/${name}`));
  return hash.digest('hex');
}

async function compile(): Promise<Buffer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'kernels-'));
  const file = path.join(folder, 'kernels.wasm');
  const { error, stderr } = await asc.main([`${SOURCES}/index.ts`, '--outFile', file, ...OPTIONS]);
  if (error) throw new Error(`the kernels do not compile: ${error.message}\n${stderr.toString()}`);
  const bytes = readFileSync(file);
  rmSync(folder, { recursive: true });
  return bytes;
}

const mark = `// Made by npm run build:wasm from ${fingerprint()}`;
if (!existsSync(OUTPUT) || !readFileSync(OUTPUT, 'utf8').startsWith(mark)) {
  const bytes = await compile();
  const text = bytes.toString('base64');
  writeFileSync(OUTPUT, `${mark}\nexport const KERNELS_BASE64 =\n  '${text}';\n`);
  console.log(`${OUTPUT}: ${bytes.length} bytes of kernels`);
}
