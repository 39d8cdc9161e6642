// A plugin of the build: a .tex file is a formula, imported as MathML.
import { readFile } from 'node:fs/promises';
import katex from 'katex';

/** What the bundler asks of a plugin here. */
interface Plugin {
  readonly name: string;
  readonly enforce: 'pre';
  load(id: string): Promise<string | null>;
}

export function tex(): Plugin {
  return {
    name: 'tex',
    enforce: 'pre',
    load: async (id) => {
      if (!id.endsWith('.tex')) return null;
      const formula = (await readFile(id, 'utf8')).trim();
      const html = katex.renderToString(formula, { output: 'mathml', displayMode: true });
      return `export const html = ${JSON.stringify(html)};`;
    },
  };
}
