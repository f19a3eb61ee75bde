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
import { ASKED_FIRST, browsersOf, NEVER_RUN, oldest, restriction, YOUNG } from './floor.mjs'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
/** Another folder: the tests of this file. */
const DIST = resolve(process.argv[2] ?? join(ROOT, 'dist'))

/** Older than the floor although their edition is younger, and methods whose names older objects have, too. */
const OLD_ENOUGH =
  /no-(array-prototype-(at|with)|arbitrary-module-namespace-names|arraybuffer-prototype-transfer|class-(instance-fields|private-(fields|methods)|static-fields)|dynamic-import-options|error-cause|iterator(-prototype-\w+)?|private-in|regexp-d-flag|regexp-unicode-property-escapes-2022|resizable-and-growable-arraybuffers|set-prototype-(difference|intersection|union)|string-prototype-at|top-level-await|trailing-dynamic-import-commas)$/

/** Of a surface: what its edition of the language lacks. Hand: ES2021, and no lookbehind (Safari 16.4). Desk: ES2023. */
function rulesOf(surface) {
  const edition = esX.configs[surface === 'hand' ? 'flat/restrict-to-es2021' : 'flat/restrict-to-es2023'].rules
  return {
    ...Object.fromEntries(Object.keys(edition).flatMap((rule) => (OLD_ENOUGH.test(rule) ? [] : [[rule, 'error']]))),
    'compat/compat': 'error',
    'no-restricted-properties': ['error', ...YOUNG.filter(({ since }) => since > Number(oldest(surface).chrome)).map(restriction)],
    ...(surface === 'hand' ? { 'es-x/no-regexp-lookbehind-assertions': 'error' } : {}),
  }
}

/** What holds for the files of a surface. */
function configOf(surface, files, ignores = []) {
  return {
    files,
    ignores,
    plugins: { 'es-x': esX, compat },
    languageOptions: { ecmaVersion: 'latest', sourceType: 'module' },
    settings: { 'es-x': { aggressive: true }, targets: browsersOf(surface), polyfills: ASKED_FIRST },
    rules: rulesOf(surface),
  }
}

/** A file of the build is of the desk when its name says so (vite.config.ts). */
async function faultsOfScripts() {
  const eslint = new ESLint({
    cwd: DIST,
    overrideConfigFile: true,
    allowInlineConfig: false,
    overrideConfig: [configOf('hand', ['**/*.js'], ['**/desk-*.js']), configOf('desk', ['**/desk-*.js'])],
  })
  const results = await eslint.lintFiles(['**/*.js'])
  return results.flatMap(({ filePath, messages }) =>
    messages
      .filter((found) => !isNeverRun(basename(filePath), found))
      .map(({ line, column, message, ruleId }) => `${filePath.slice(DIST.length + 1)}:${line}:${column} ${message} (${ruleId})`),
  )
}

function isNeverRun(file, { ruleId, message }) {
  return NEVER_RUN.some(([start, what]) => file.startsWith(start) && (what.test(ruleId ?? '') || what.test(message)))
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
