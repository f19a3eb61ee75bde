/**
 * Checks the built app against the floor (.browserslistrc), what it depends on included, and fails where a file says more than
 * the oldest browser understands. Run after `npm run build`.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ESLint } from 'eslint'
import compat from 'eslint-plugin-compat'
import esX from 'eslint-plugin-es-x'
import postcss from 'postcss'
import { ASKED_FIRST, BROUGHT, browsersOf, NEVER_RUN, oldest, YOUNG } from './floor.mjs'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
/** Another folder: the tests of this file. */
const DIST = resolve(process.argv[2] ?? join(ROOT, 'dist'))

/** Older than the floor although their edition is younger, and methods whose names older objects have, too. */
const OLD_ENOUGH =
  /no-(array-prototype-(at|with)|arbitrary-module-namespace-names|arraybuffer-prototype-transfer|class-(instance-fields|private-(fields|methods)|static-fields)|dynamic-import-options|error-cause|iterator(-prototype-\w+)?|private-in|regexp-d-flag|regexp-unicode-property-escapes-2022|resizable-and-growable-arraybuffers|set-prototype-(difference|intersection|union)|string-prototype-at|top-level-await|trailing-dynamic-import-commas)$/

/** Of a surface: what its edition of the language lacks. Hand: ES2021, and no lookbehind (Safari 16.4). Desk: ES2023. */
function rulesOf(surface) {
  const edition = esX.configs[surface === 'hand' ? 'flat/restrict-to-es2021' : 'flat/restrict-to-es2023'].rules
  const isLeftOut = (rule) => OLD_ENOUGH.test(rule) || BROUGHT.some((each) => each.rule === rule)
  return {
    ...Object.fromEntries(Object.keys(edition).flatMap((rule) => (isLeftOut(rule) ? [] : [[rule, 'error']]))),
    'compat/compat': 'error',
    'no-restricted-properties': ['error', ...YOUNG.filter(({ since }) => since > Number(oldest(surface).chrome)).map(restriction)],
    ...(surface === 'hand' ? { 'es-x/no-regexp-lookbehind-assertions': 'error' } : {}),
  }
}

function restriction({ object, property, instead }) {
  return { object, property, message: `Younger than the floor: ${instead}.` }
}

/** A file of the build is of the desk when its name says so (vite.config.ts). */
function linter(surface, files, ignores = []) {
  return new ESLint({
    cwd: DIST,
    overrideConfigFile: true,
    allowInlineConfig: false,
    overrideConfig: {
      files,
      ignores,
      plugins: { 'es-x': esX, compat },
      languageOptions: { ecmaVersion: 'latest', sourceType: 'module' },
      settings: {
        'es-x': { aggressive: true },
        targets: browsersOf(surface),
        polyfills: [...ASKED_FIRST, ...BROUGHT.map(({ call }) => call)],
      },
      rules: rulesOf(surface),
    },
  })
}

async function faultsOfScripts() {
  const surfaces = [linter('hand', ['**/*.js'], ['**/desk-*.js']), linter('desk', ['**/desk-*.js'])]
  const results = (await Promise.all(surfaces.map((each) => each.lintFiles(['**/*.js'])))).flat()
  return results.flatMap(({ filePath, messages }) =>
    messages
      .filter(({ ruleId }) => !NEVER_RUN.some(([name, rule]) => basename(filePath).startsWith(name) && rule.test(ruleId ?? '')))
      .map(({ line, column, message, ruleId }) => `${filePath.slice(DIST.length + 1)}:${line}:${column} ${message} (${ruleId})`),
  )
}

/** What a dependency calls and `shared/missing.ts` brings may not run before it has: no file of the first page calls it. */
function faultsOfBrought() {
  const manifest = JSON.parse(readFileSync(join(DIST, '.vite/manifest.json'), 'utf8'))
  const source = readFileSync(join(ROOT, 'src/shared/missing.ts'), 'utf8')
  const first = new Set()
  const walk = (key) => {
    if (first.has(key)) return
    first.add(key)
    for (const next of manifest[key].imports ?? []) walk(next)
  }
  walk(Object.keys(manifest).find((key) => manifest[key].isEntry))
  return BROUGHT.flatMap(({ call, module }) => [
    ...(source.includes(`'${module}'`) ? [] : [`shared/missing.ts does not bring ${module}`]),
    ...[...first]
      .filter((key) => readFileSync(join(DIST, manifest[key].file), 'utf8').includes(call))
      .map((key) => `${manifest[key].file} calls ${call} before shared/missing.ts can bring it`),
  ])
}

/** Of the desk, or of browsers that are younger anyway. */
const isOfDesk = (name) => name.includes('desk-')
const LONE = /:has\(/
/** Properties of their own since Chromium 104; `transform` says the same. */
const OWN_TRANSFORMS = new Set(['translate', 'scale', 'rotate'])

function faultsOfStyle(name, source) {
  const faults = []
  const say = (node, what) => faults.push(`${name}:${node.source.start.line}:${node.source.start.column} ${what}`)
  const root = postcss.parse(source)
  root.walkDecls((declaration) => {
    const { prop, value, parent } = declaration
    const before = parent.nodes.slice(0, parent.nodes.indexOf(declaration))
    if (/\d[dsl]v[hw]\b/.test(value) && !before.some((each) => each.prop === prop))
      say(declaration, `${prop}: ${value} without a plain one before it`)
    if (isOfDesk(name)) return
    if (OWN_TRANSFORMS.has(prop)) say(declaration, `${prop} is younger than the floor: transform`)
    if (value.includes('color-mix(') && !isSupported(declaration)) say(declaration, 'color-mix outside of @supports')
  })
  root.walkAtRules('media', (rule) => {
    // What the build makes of `width < 700px`; without a type it is no query before Chromium 104, and the rules are lost.
    if (/(^|,)\s*not\s*\(|[<>]/.test(rule.params)) say(rule, `@media ${rule.params}: write max-width, as 699.98px`)
  })
  root.walkRules((rule) => {
    if (!isOfDesk(name) && LONE.test(rule.selector) && rule.selectors.length > 1) say(rule, 'a list with :has is dropped whole')
  })
  return faults
}

function isSupported(node) {
  for (let at = node.parent; at; at = at.parent) if (at.type === 'atrule' && at.name === 'supports') return true
  return false
}

const html = readFileSync(join(DIST, 'index.html'), 'utf8')
const names = readdirSync(DIST, { recursive: true })
const floor = oldest('hand')
const faults = [
  ...(await faultsOfScripts()),
  ...faultsOfBrought(),
  ...names.filter((name) => name.endsWith('.css')).flatMap((name) => faultsOfStyle(name, readFileSync(join(DIST, name), 'utf8'))),
  ...['chrome', 'safari', 'firefox']
    .filter((name) => !html.includes(floor[name]))
    .map((name) => `index.html does not name ${name} ${floor[name]}`),
  ...(/<script(?![^>]*\bsrc=)/.test(html) ? ['index.html has an inline script, which our policy refuses'] : []),
]
for (const fault of faults) console.log(fault)
console.log(
  `${faults.length === 0 ? 'ok  ' : 'OVER'} the floor: Chromium ${floor.chrome}, Safari ${floor.safari}, Firefox ${floor.firefox}`,
)
if (faults.length > 0) process.exitCode = 1
