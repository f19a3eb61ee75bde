/** The oldest browsers that the app runs on, read from `.browserslistrc` by whatever builds and checks it. */
import { fileURLToPath } from 'node:url'
import browserslist from 'browserslist'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
/** What Vite calls a browser, by what `browserslist` calls it. */
const ENGINES = { chrome: 'chrome', edge: 'edge', safari: 'safari', ios_saf: 'ios', firefox: 'firefox' }

/** The browsers of a surface, `hand` or `desk`, as queries that each tool understands. */
export function browsersOf(surface) {
  return browserslist(null, { path: ROOT, env: surface })
}

/** The oldest version of each browser of a surface: { chrome: '92', … }. */
export function oldest(surface) {
  const found = {}
  for (const [name, version] of browsersOf(surface).map((each) => each.split(' '))) {
    const [number] = version.split('-')
    if (!(name in found) || Number(number) < Number(found[name])) found[name] = number
  }
  return found
}

/** Build targets: everything is written for the hand, the desk shares its chunks. */
export function targets() {
  const floor = oldest('hand')
  return Object.entries(ENGINES).map(([name, engine]) => `${engine}${floor[name]}`)
}

/** Functions younger than a floor which types and rules of browsers do not know. `since`: the Chromium that has them. */
export const YOUNG = [
  { object: 'AbortSignal', property: 'timeout', since: 103, instead: 'within() of shared/within' },
  { object: 'AbortSignal', property: 'any', since: 116, instead: 'one controller' },
  { object: 'Array', property: 'fromAsync', since: 121, instead: 'for await' },
  { object: 'Intl', property: 'supportedValuesOf', since: 99, instead: 'ask whether it is there' },
  { object: 'Map', property: 'groupBy', since: 117, instead: 'a loop' },
  { object: 'Object', property: 'groupBy', since: 117, instead: 'a loop' },
  { object: 'Promise', property: 'try', since: 128, instead: 'an async function' },
  { object: 'Promise', property: 'withResolvers', since: 119, instead: 'new Promise' },
  { object: 'Response', property: 'json', since: 105, instead: 'new Response(JSON.stringify(…))' },
  { object: 'URL', property: 'canParse', since: 120, instead: 'try new URL()' },
  { object: 'URL', property: 'parse', since: 126, instead: 'try new URL()' },
]

/** What `no-restricted-properties` is told of one of them. */
export function restriction({ object, property, instead }) {
  return { object, property, message: `Younger than the floor: ${instead}.` }
}

/** What the code asks for before it uses it: a browser without it loses a comfort, and nothing else. */
export const ASKED_FIRST = [
  'BarcodeDetector',
  'Notification',
  'OffscreenCanvas',
  'TouchEvent',
  'navigator.deviceMemory',
  'navigator.permissions',
  'navigator.setAppBadge',
  'navigator.userActivation',
  'navigator.userAgentData',
  'navigator.vibrate',
  'navigator.wakeLock',
  'requestIdleCallback',
  'trustedTypes',
]

/** Built files that hold what is younger and never run it: [start of the file's name, rule or what it says, why]. */
export const NEVER_RUN = [
  [
    'shell-',
    /array-prototype-to(reversed|sorted|spliced)$/,
    "Vue's arrays hand these on to whoever calls them; our code may not (tsconfig: lib)",
  ],
  ['firstRun-', /^no-restricted-properties$/, 'asked for first'],
  ['zxing-', /no-object-hasown$|^Object\.hasOwn\(\)/, 'loaded where its WASM may run (detector.ts): Chromium 97, which has it'],
  ['desk-keys-', /no-regexp-v-flag$/, 'tinykeys reads keys in round brackets with it; we write none'],
]
