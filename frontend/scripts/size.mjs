/** Checks the built app against its budgets (kB gzip; precache in MB raw) and fails when one is broken. Run after `npm run build`. */
import { globSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { wordFinder } from './wordSets.mjs'

const BUDGET = {
  // 80 and 150 until 1 December: the proof that changes arrive, and the one answer about danger, come with whatever says calm;
  // and 0.2 each for what the oldest phones need: own errors are told from a lost network.
  // And 0.8 on the home: the parts of the product itself, and which browser this is, once a start.
  // And 1.2 each: nouns declare themselves, in the file of the routes; what of them is shown comes later.
  // And 0.3 on the home: whatever is loaded later asks for its words, found by the build.
  // And 0.9 and 0.4: places, palette and help stand in the nouns beside their routes; the sections of the rail.
  // And 0.2 each: six more nouns name what of them is loaded later.
  // And 0.6 and 0.8: the register has an entry of the rail, and refusals of its own.
  // And 0.3 on the home: work and offline copies name events of the register and the question of a closed case.
  // And 0.1: what the register is written with is named where it is loaded from.
  // And 0.4 and 0.6: settings of the register have a page; hashes of chunks vary by some bytes.
  // And 0.1: the map of risks is a noun of its own.
  // And 0.2 and 0.4: coverage has a page, and what nobody watches stands first on the home.
  signIn: 85.2,
  signInFiles: 12,
  home: 161.2,
  // 2 until then: home and work pack ask the same questions, from one file; the browser is told of all of them at once.
  chain: 3,
  initialCss: 36,
  // 46 and 63 until then: strokes of signatures, and who may take the second step of two.
  routeChunk: 47,
  // And 1 of a desk: columns give way to the name in a declared order, what is cut says its whole text.
  deskChunk: 66,
  routeWords: 10,
  // And 0.03 MB: a risk is read in the hand, also without a network; and 0.04: lists of risks on machines and areas, the risk of a case.
  // And 0.03: the plan is the four-colour map, its layers, list and reasons also without a network.
  precache: 2.7,
}
/** Loaded only where they are used, with budgets of their own in the browser's cache: scanner and charts. */
const APART = /(barcode|zxing|echarts)/i

const dist = fileURLToPath(new URL('../dist/', import.meta.url))
const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'))
const kilobytes = (file) => gzipSync(readFileSync(join(dist, file))).length / 1000

/** The files a chunk needs before it can run. */
function closure(key, seen = new Set()) {
  if (seen.has(key)) return seen
  seen.add(key)
  for (const next of manifest[key].imports ?? []) closure(next, seen)
  return seen
}

/** Loaded by tables and drawers of a desk, by no phone. */
const isOfDesk = (key) => manifest[key].file.includes('/desk-')
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0)
const entry = Object.keys(manifest).find((key) => manifest[key].isEntry)
const initial = closure(entry)
const css = (keys) => [...new Set([...keys].flatMap((key) => manifest[key].css ?? []))]

const routes = Object.keys(manifest).filter((key) => manifest[key].isDynamicEntry && !APART.test(key))
const sizes = routes
  .map((key) => {
    const own = [...closure(key)].filter((part) => !initial.has(part) && !APART.test(part))
    return { name: key, size: sum(own.map((part) => kilobytes(manifest[part].file))) }
  })
  .sort((a, b) => b.size - a.size)
const routeSizes = sizes.filter(({ name }) => !isOfDesk(name))
const deskSizes = sizes.filter(({ name }) => isOfDesk(name))

const wordFile = (set) => (set === 'home' ? 'src/locales/zh/home.ts' : `../locales/zh/${set}.json`)
const src = fileURLToPath(new URL('../src/', import.meta.url))
const finder = wordFinder()
/** The words that come with a screen beside those of the home, in Chinese. */
const views = globSync('views/**/*.vue', { cwd: src }).map((file) => ({
  name: file.slice('views/'.length, -'.vue'.length),
  words: finder.setsFor(join(src, file)).map(wordFile),
}))
const wordSizes = views
  .map(({ name, words }) => ({ name, size: sum(words.filter((key) => key.startsWith('..')).map((key) => kilobytes(manifest[key].file))) }))
  .sort((a, b) => b.size - a.size)

/** What a person waits for: the files until the page of this view can be used, in Chinese. `more`: what it asks for itself at once. */
function loadOf(view, more = []) {
  const words = views.find(({ name }) => name === view)?.words ?? []
  return new Set([...initial, ...closure(`src/views/${view}.vue`), ...words, ...more.flatMap((key) => [...closure(key)])])
}
/** How many files, one after the other, name the next that is needed. */
function chain(key) {
  return Math.max(0, ...(manifest[key].imports ?? []).map((next) => 1 + chain(next)))
}
const signIn = loadOf('people/SignInView')
/** Of a home: what speaks to the server, and what watches for alarms. */
const ON_HOME = ['src/graphql/wire.ts', 'src/features/alerts/alarm/AlarmMode.vue', wordFile('home')]
const home = new Set([...signIn, ...loadOf('worklist/HomeView', ON_HOME)])
const sizeOf = (keys) => sum([...keys].map((key) => kilobytes(manifest[key].file)))
const longest = Math.max(...[entry, 'src/views/people/SignInView.vue', 'src/views/worklist/HomeView.vue'].map(chain))

const files = readdirSync(dist, { recursive: true, withFileTypes: true }).filter((file) => file.isFile())
const precached = files.filter(
  ({ name }) =>
    /\.(js|css|html|svg|png|woff2|wasm)$/.test(name) && name !== 'sw.js' && !name.startsWith('desk-') && !name.endsWith('-512.png'),
)

const results = [
  ['JS until one can sign in', sizeOf(signIn), BUDGET.signIn, 'kB'],
  ['files until one can sign in', signIn.size, BUDGET.signInFiles, ''],
  ['JS until the home is there', sizeOf(home), BUDGET.home, 'kB'],
  ['longest chain of imports until then', longest, BUDGET.chain, ''],
  ['initial CSS', sum(css(initial).map(kilobytes)), BUDGET.initialCss, 'kB'],
  [`largest route (${routeSizes[0].name})`, routeSizes[0].size, BUDGET.routeChunk, 'kB'],
  [`words of a route (${wordSizes[0].name})`, wordSizes[0].size, BUDGET.routeWords, 'kB'],
  [`largest part of a desk (${deskSizes[0].name})`, deskSizes[0].size, BUDGET.deskChunk, 'kB'],
  ['precache', sum(precached.map(({ parentPath, name }) => readFileSync(join(parentPath, name)).length)) / 1e6, BUDGET.precache, 'MB'],
]
for (const [name, size, budget, unit] of results) {
  console.log(`${size <= budget ? 'ok  ' : 'OVER'} ${name}: ${size.toFixed(1)} of ${budget} ${unit}`)
}
/** What is kept for the time without a network must not need what is not. */
const cut = routes.filter((key) => key.startsWith('src/') && !isOfDesk(key) && [...closure(key)].some(isOfDesk))
if (cut.length > 0) console.log(`OVER these need files that no phone keeps: ${cut.join(', ')}`)
/** Shown while developing only. */
const strays = Object.keys(manifest).filter((key) => key.includes('styleguide'))
if (strays.length > 0) console.log(`OVER the built app holds ${strays.join(', ')}`)
if (cut.length > 0 || strays.length > 0 || results.some(([, size, budget]) => size > budget)) process.exit(1)
