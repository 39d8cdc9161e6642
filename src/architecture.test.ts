// Rules of the code's structure that Biome cannot say; the rest are in biome.json. Knows no feature.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Rule {
  readonly says: string;
  /** Files it holds for, by path from the root. */
  readonly files: RegExp;
  /** Matches text that breaks the rule. */
  readonly broken: RegExp;
}

const FOLDERS = ['src', 'workers', 'cli', 'bench', 'scripts', 'e2e'];
const BELOW_APP = /^src\/(?!app\/|ui\/|main\.tsx|.*\.test\.)/;

const RULES: readonly Rule[] = [
  {
    says: 'The first line is a comment that says what the file is.',
    files: /./,
    broken: /^(?!\/\/ ?\S|\/\*\*? ?\S)/,
  },
  {
    says: 'src/ui and src/app import types only from engine.ts.',
    files: /^src\/(ui|app)\/(?!.*\.test\.)/,
    broken: /\b(import|export)\b(?! type)[^;'"]*['"][./]+\/engine\/engine\.ts['"]/,
  },
  {
    says: 'Below src/app there is no page and no clock, not even through globalThis.',
    files: BELOW_APP,
    broken: /globalThis\W+(document|window|self|localStorage|process|Date|performance)\b/,
  },
  {
    says: 'Nobody switches off a rule about imports, globals or randomness.',
    files: /./,
    broken: /biome-ignore\S* lint(\/style|\/nursery)?(\/no(Js)?Restricted\w*)?[\s:]/,
  },
];

/** One line per broken rule: 'file:line rule'. */
function violations(file: string, text: string): readonly string[] {
  return RULES.filter((rule) => rule.files.test(file)).flatMap((rule) => {
    const found = rule.broken.exec(text);
    if (!found) return [];
    const line = text.slice(0, found.index).split('\n').length;
    return [`${file}:${line} ${rule.says}`];
  });
}

function sources(): readonly string[] {
  return FOLDERS.filter((folder) => existsSync(folder)).flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => `${folder}/${name.replaceAll('\\', '/')}`),
  );
}

test('every source file keeps the rules', () => {
  const files = sources();
  expect(files).toContain('src/engine/engine.ts');
  expect(files.flatMap((file) => violations(file, readFileSync(file, 'utf8')))).toEqual([]);
});

const ok = '// A file.\n';
// Written in two parts, so that this file itself switches nothing off.
const ignore = '// biome-' + 'ignore';

test.each([
  ['src/rl/a.ts', 'const a = 1;', 1],
  ['src/rl/a.ts', '\n// Late comment.', 1],
  ['src/rl/a.ts', '//\nconst a = 1;', 1],
  ['src/ui/a.tsx', `${ok}import { EngineError } from '../engine/engine.ts';`, 2],
  ['src/app/a.ts', `${ok}const engine = await import('../engine/engine.ts');`, 2],
  ['src/app/a.ts', `${ok}import {\n  EngineError,\n} from '../engine/engine.ts';`, 2],
  ['src/rl/a.ts', `${ok}\nconst now = globalThis.performance.now();`, 3],
  ['src/tasks/a.ts', `${ok}const page = globalThis['document'];`, 2],
  ['src/rl/a.ts', `${ok}${ignore} lint/style/noRestrictedImports: because`, 2],
  ['cli/a.ts', `${ok}${ignore}-all lint/style/noRestrictedGlobals: because`, 2],
  ['src/rl/a.ts', `${ok}${ignore} lint/nursery/noJsRestrictedProperties: because`, 2],
  ['src/rl/a.ts', `${ok}${ignore} lint: because`, 2],
])('%s is caught: %j', (file, text, line) => {
  expect(violations(file, text)).toEqual([expect.stringContaining(`${file}:${line} `)]);
});

test.each([
  ['src/ui/a.tsx', `${ok}import type { EngineInfo } from '../engine/engine.ts';`],
  ['src/app/a.ts', `${ok}import type {\n  Engine,\n} from '../engine/engine.ts';`],
  [
    'src/app/a.ts',
    `${ok}import { x } from './x.ts';\nimport type { E } from '../engine/engine.ts';`,
  ],
  ['src/rl/a.ts', `${ok}import { EngineError } from '../engine/engine.ts';`],
  ['src/app/run/clock.ts', `${ok}const now = globalThis.performance.now();`],
  ['src/engine/choose/choose.ts', '/** Docs. */\nconst gpu = globalThis.navigator;'],
  ['src/rl/a.ts', `${ok}${ignore} lint/suspicious/noAssignInExpressions: because`],
])('%s is allowed: %j', (file, text) => {
  expect(violations(file, text)).toEqual([]);
});
