// Which folder may import which, and the rules of the code that Biome cannot say; the others are in biome.json.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

/**
 * Every folder with the folders it imports from, lowest first: a row may name earlier rows only, so no
 * cycle is possible. Types count as imports. Paths without a top folder are below src; files that are in
 * src itself stand for themselves. Tests, fixtures and workers that are started by URL do not count.
 */
// biome-ignore format: a row per folder
const ROOMS: readonly (readonly [folder: string, imports: string])[] = [
  ['at.ts', ''],
  ['format-error.ts', ''],
  ['json.ts', 'format-error.ts'],
  ['random', ''],
  ['tasks/parts', 'random'],
  ['tasks/arithmetic/styles', 'tasks/parts'],
  ['tasks/arithmetic', 'at.ts random tasks/arithmetic/styles tasks/parts'],
  ['tasks/logic', 'random tasks/parts'],
  ['tasks', 'tasks/arithmetic tasks/logic tasks/parts'],
  ['models.ts', 'tasks'],
  ['config/fields', 'models.ts tasks'],
  ['config', 'config/fields models.ts tasks tasks/parts'],
  ['tokenizer', 'format-error.ts json.ts'],
  ['tandem', 'config models.ts random tokenizer'],
  ['checkpoint', 'format-error.ts json.ts tandem tokenizer'],
  ['engine', 'at.ts checkpoint tandem'],
  ['metrics', 'config'],
  ['rl/loss', 'at.ts config'],
  ['run', 'checkpoint config engine json.ts metrics models.ts tasks/parts tokenizer'],
  ['rl', 'at.ts config engine metrics random rl/loss run tandem tasks/parts tokenizer'],
  ['evaluate', 'engine metrics random rl run tandem tasks/parts tokenizer'],
  ['pretrain', 'checkpoint config engine evaluate random rl tasks tasks/parts tokenizer'],
  ['bench/timing', 'checkpoint engine pretrain random'],
  ['engine/native/machine', ''],
  ['engine/native/plan', 'checkpoint engine engine/native/machine tandem'],
  ['message-of.ts', ''],
  ['engine/native/wasm', 'engine engine/native/machine message-of.ts'],
  ['engine/native', 'at.ts checkpoint engine engine/native/machine engine/native/plan engine/native/wasm tandem'],
  ['engine/native/cases', 'at.ts engine/native/machine random'],
  ['engine/native/reference', 'at.ts engine engine/native/machine engine/native/plan random tandem'],
  ['engine/native/webgpu/kernels', 'at.ts engine/native/machine engine/native/plan random'],
  ['engine/native/webgpu', 'engine engine/native engine/native/cases engine/native/machine engine/native/reference engine/native/webgpu/kernels message-of.ts'],
  ['engine/tfjs', 'at.ts checkpoint engine'],
  ['engine/choose', 'checkpoint config engine engine/native engine/native/webgpu engine/tfjs message-of.ts tandem'],
  ['node', 'checkpoint config engine engine/choose pretrain'],
  ['bench/contenders', 'bench/timing engine node'],
  ['bench/peer-jax', 'at.ts bench/timing checkpoint engine'],
  ['lab', 'at.ts config engine evaluate metrics rl rl/loss run tandem tasks tasks/parts tokenizer'],
  ['protocol.ts', 'config engine lab run tasks/parts'],
  ['bench/browser', 'bench/contenders bench/peer-jax bench/timing engine engine/choose engine/native/machine engine/native/webgpu engine/tfjs message-of.ts node protocol.ts'],
  ['bench/peer-torch', 'bench/timing checkpoint engine json.ts'],
  ['bench/peer-trl', 'at.ts bench/peer-torch bench/timing checkpoint format-error.ts json.ts message-of.ts node'],
  ['bench', 'bench/browser bench/contenders bench/peer-torch bench/peer-trl bench/timing checkpoint engine engine/native engine/native/machine engine/native/wasm engine/native/webgpu'],
  ['bench/report', 'bench bench/timing checkpoint'],
  ['cli/input', 'checkpoint config json.ts message-of.ts models.ts tasks tasks/parts'],
  ['cli/run', 'cli/input json.ts message-of.ts node run'],
  ['experiments', 'config evaluate metrics models.ts tasks/parts'],
  ['train.ts', 'checkpoint config engine evaluate rl run tandem tasks tasks/parts'],
  ['study', 'at.ts checkpoint config engine evaluate experiments json.ts metrics random run tasks train.ts'],
  ['cli/experiment', 'checkpoint cli/input cli/run experiments node run study'],
  ['pretrain/recipes', 'pretrain tasks tasks/parts'],
  ['cli/pretrain', 'checkpoint cli/input cli/run config engine evaluate metrics node pretrain rl tandem tasks tasks/parts tokenizer'],
  ['cli/report', 'config experiments metrics run study tokenizer'],
  ['cli/commands', 'bench bench/browser bench/report bench/timing checkpoint cli/experiment cli/input cli/pretrain cli/report cli/run config engine evaluate experiments message-of.ts node pretrain random rl run study tasks tasks/parts tokenizer train.ts'],
  ['cli', 'cli/commands cli/input cli/report node'],
  ['scripts', 'at.ts config engine engine/native engine/native/webgpu node run train.ts'],
  ['app/parts', 'metrics'],
  ['app/run', 'app/parts config engine message-of.ts metrics protocol.ts run'],
  ['app/charts', 'app/parts app/run config metrics run'],
  ['app/settings', 'app/charts app/parts app/run config'],
  ['app/solution', 'app/parts app/run config engine lab run tasks/parts'],
  ['app', 'app/charts app/parts app/run app/settings app/solution'],
  ['app/bench', 'app/run config protocol.ts'],
  ['app/compare/setup', 'config experiments'],
  ['app/compare/runs', 'app/compare/setup app/run config json.ts message-of.ts metrics protocol.ts run'],
  ['app/compare', 'app/compare/runs app/compare/setup app/parts app/run app/settings app/solution config metrics protocol.ts run study'],
  ['app/compare/results', 'app/compare/runs app/parts app/run config metrics study'],
  ['app/lab', 'app/parts app/run app/solution config engine lab message-of.ts protocol.ts run tasks/parts'],
  ['app/own-pair', 'app/run config message-of.ts protocol.ts'],
  ['engine/tabular', 'at.ts checkpoint engine tandem'],
  ['ui/parts', 'app app/compare app/compare/results config metrics'],
  ['ui/strip', 'app/parts app/run app/solution lab run tasks/parts ui/parts'],
  ['ui/lab', 'app/lab app/parts app/run app/solution lab ui/parts ui/strip'],
  ['ui/group', 'app/lab app/parts app/solution run ui/lab ui/parts ui/strip'],
  ['ui/share', 'app app/charts app/parts app/run config metrics ui/parts'],
  ['ui/charts', 'app app/charts app/parts app/run at.ts metrics ui/parts ui/share'],
  ['ui/own-pair', 'app/charts app/own-pair app/run config ui/charts ui/parts'],
  ['ui/settings', 'app app/charts app/run config models.ts ui/own-pair ui/parts'],
  ['ui/article', 'app/parts config lab metrics ui/group ui/parts ui/settings'],
  ['ui/run', 'app app/parts app/run ui/parts'],
  ['ui/solution', 'app/lab app/parts app/solution config lab run ui/lab ui/parts ui/strip'],
  ['ui/bench', 'app/bench message-of.ts protocol.ts ui/parts'],
  ['ui/compare/results', 'app/charts app/compare/results app/compare/runs app/parts app/run config metrics study ui/charts ui/parts ui/settings'],
  ['ui/compare/setup', 'app/compare/setup config study ui/parts'],
  ['ui/compare', 'app app/compare app/compare/runs app/compare/setup app/parts app/run ui/compare/results ui/compare/setup ui/parts'],
  ['ui', 'config ui/article ui/charts ui/compare ui/group ui/lab ui/parts ui/run ui/settings ui/share ui/solution'],
  ['main.tsx', 'app app/lab app/parts app/run app/settings ui ui/bench ui/lab ui/parts'],
  ['workers', 'bench/browser checkpoint config engine engine/choose engine/native/webgpu engine/tfjs lab pretrain protocol.ts run tandem tasks tokenizer train.ts'],
];

/** Packages that only some folders may import. */
const PACKAGES: readonly { readonly name: RegExp; readonly folders: RegExp }[] = [
  { name: /^@tensorflow\//, folders: /^(src\/engine\/tfjs|bench\/browser)$/ },
  { name: /^(react|react-dom)(\/|$)/, folders: /^src\/(ui(\/.*)?|main\.tsx)$/ },
  { name: /^zustand(\/|$)/, folders: /^src\/(app|ui)(\/.*)?$/ },
  { name: /^uplot(\/|$)/, folders: /^src\/ui\/(charts|compare\/results)$/ },
  { name: /^node:/, folders: /^(node|cli|bench|scripts)(\/.*)?$/ },
];

const TOP = ['src', 'workers', 'cli', 'node', 'bench', 'scripts', 'e2e'];
const IS_TEST = /\.(test|fixture|spec)\.|^e2e\//;

function sources(): readonly string[] {
  return TOP.filter((folder) => existsSync(folder)).flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => `${folder}/${name.replaceAll('\\', '/')}`),
  );
}

const code = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '');

/** What a file's text imports, types included. */
const specifiers = (text: string): readonly string[] =>
  [
    ...code(text).matchAll(
      /(?:^|[\n;])\s*(?:import|export)\b[^;'"]*?['"]([^'"\n]+)['"]|import\(\s*['"]([^'"]+)['"]/g,
    ),
  ].map((found) => found[1] ?? found[2] ?? '');

/** The row of ROOMS that a file belongs to. */
function roomOf(file: string): string {
  const folder = path.posix.dirname(file);
  return (folder === 'src' ? file : folder).replace(/^src\//, '');
}

/** [importing folder, imported folder, importing file], for imports between folders. */
function edges(files: readonly string[]) {
  const known = new Set(files);
  return files
    .filter((file) => !IS_TEST.test(file) && !file.includes('/assembly/'))
    .flatMap((file) =>
      specifiers(readFileSync(file, 'utf8'))
        .filter((specifier) => specifier.startsWith('.'))
        .map((specifier) => path.posix.join(path.posix.dirname(file), specifier))
        .filter((target) => known.has(target) && roomOf(target) !== roomOf(file))
        .map((target) => ({ from: roomOf(file), to: roomOf(target), file })),
    );
}

test('a folder imports from the folders of its row only, and from all of them', () => {
  const found = new Map<string, Set<string>>();
  for (const { from, to } of edges(sources()))
    found.set(from, (found.get(from) ?? new Set()).add(to));
  const rows = new Map(
    ROOMS.map(([folder, imports]) => [folder, imports.split(' ').filter(Boolean)]),
  );
  for (const [folder, imports] of found) {
    expect([...imports].sort(), `${folder} imports`).toEqual([...(rows.get(folder) ?? [])].sort());
  }
});

test('a row names earlier rows only', () => {
  const seen = new Set<string>();
  for (const [folder, imports] of ROOMS) {
    const later = imports.split(' ').filter((name) => name !== '' && !seen.has(name));
    expect(later, `${folder} imports what stands below it`).toEqual([]);
    seen.add(folder);
  }
});

test('packages are imported where they belong', () => {
  const wrong = sources()
    .filter((file) => !IS_TEST.test(file))
    .flatMap((file) =>
      specifiers(readFileSync(file, 'utf8')).flatMap((specifier) => {
        const folder = path.posix.dirname(file) === 'src' ? file : path.posix.dirname(file);
        const rule = PACKAGES.find(({ name }) => name.test(specifier));
        return rule === undefined || rule.folders.test(folder) ? [] : [`${file}: ${specifier}`];
      }),
    );
  expect(wrong).toEqual([]);
});

test('imports of every form are seen', () => {
  const text = `import a from './a.ts';\nimport type { B } from './b.ts';\nexport { c } from './c.ts';
import './d.css';\nconst e = await import('./e.ts');\n// import './f.ts';\nimport {\n  g,\n} from './g.ts';`;
  expect(specifiers(text)).toEqual(['./a.ts', './b.ts', './c.ts', './d.css', './e.ts', './g.ts']);
});

interface Rule {
  readonly says: string;
  /** Files it holds for, by path from the root. */
  readonly files: RegExp;
  /** Matches text that breaks the rule. */
  readonly broken: RegExp;
}

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
