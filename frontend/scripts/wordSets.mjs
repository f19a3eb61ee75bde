/**
 * Finds the words that come with what is loaded later: whatever `import('…')` brings along reads keys, and a key stands in one file
 * of locales/. Nobody lists them by hand: the build does (`withWordSets`), the size of a screen and the tests ask here, too.
 */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

const SRC = join(import.meta.dirname, '../src')
const LOCALES = join(import.meta.dirname, '../../locales/zh')
const PLACES = join(SRC, 'features/settings/places.ts')
/** What comes along at once. */
const STATIC = /^(?:import|export)\s(?!type)(?:[^'"();=]*\sfrom\s+)?'([^']+)'/gm
/** A part of ours that is loaded once it is needed. */
const LAZY = /(?<!typeof )\bimport\('([@.][^']+)'\)/g

/**
 * Keys of `known` that a source reads: written out, or put together, as `` `case.due.${state}` `` reads every key with one
 * more word there.
 */
export function keysIn(source, known) {
  const written = new Set(source.match(/(?<=['"`])[A-Za-z]\w*(\.\w+)+(?=['"`])/g))
  const templates = new Set(source.match(/(?<=`)[A-Za-z]\w*\.([\w.]|\$\{[^}]*\})*\$\{[^}]*\}[\w.]*(?=`)/g))
  const patterns = [...templates].map((template) => new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\$\{[^}]*\}/g, '\\w+')}$`))
  return [...known].filter((key) => written.has(key) || patterns.some((pattern) => pattern.test(key)))
}

const read = (file) => readFileSync(file, 'utf8')

/** By key, the set that it comes with, as `scripts/words.mjs` wrote them; those of the first download are in none. */
function setsOfKeys() {
  const written = (name) => read(join(SRC, 'locales/zh', name))
  const ofHome = [...written('home.ts').matchAll(/@locales\/zh\/([\w.]+)\.json/g)].map(([, name]) => [name, 'home'])
  const alone = [...written('later.ts').matchAll(/@locales\/zh\/([\w.]+)\.json/g)].map(([, name]) => [name, name])
  const keysOf = (name) => Object.keys(JSON.parse(read(join(LOCALES, `${name}.json`))))
  return new Map([...ofHome, ...alone].flatMap(([name, set]) => keysOf(name).map((key) => [key, set])))
}

function fileAt(from, path) {
  if (!/^[.@]/.test(path)) return undefined
  const place = path.startsWith('@/') ? join(SRC, path.slice(2)) : resolve(dirname(from), path)
  return [place, `${place}.ts`, `${place}/index.ts`].find((each) => /\.(ts|vue)$/.test(each) && existsSync(each))
}

/** The state of the sources, read once; `forget` says which of them changed. */
export function wordFinder() {
  let setOf = setsOfKeys()
  let first
  const sources = new Map()
  const own = new Map()

  function sourceOf(file) {
    if (!sources.has(file)) sources.set(file, read(file))
    return sources.get(file)
  }

  /** `file` and all that comes with it at once. */
  function closure(file, seen = new Set()) {
    if (seen.has(file) || /\/(generated|locales)\//.test(file)) return seen
    seen.add(file)
    // Who shows the pages that nouns declare shows their names.
    if (file === PLACES) for (const noun of globSync('features/*/noun.ts', { cwd: SRC })) closure(join(SRC, noun), seen)
    for (const [, path] of sourceOf(file).matchAll(STATIC)) {
      const next = fileAt(file, path)
      if (next) closure(next, seen)
    }
    return seen
  }

  /** The sets whose keys one file reads. A refusal is worded by whichever set is there: `refusal` looks before it asks. */
  function setsOf(file) {
    if (!own.has(file)) {
      const keys = keysIn(sourceOf(file), setOf.keys()).filter((key) => !key.startsWith('error.'))
      own.set(file, new Set(keys.map((key) => setOf.get(key))))
    }
    return own.get(file)
  }

  const setsOfAll = (files) => [...new Set([...files].flatMap((file) => [...setsOf(file)]))].sort()
  const comesFirst = () => (first ??= closure(join(SRC, 'main.ts')))

  return {
    /** The sets that the first download would need; there are to be none. */
    ofFirst: () => setsOfAll(comesFirst()),
    /** The sets that a file needs which is loaded later, with all that comes along. */
    setsFor: (file) => setsOfAll([...closure(file)].filter((each) => !comesFirst().has(each))),
    /** What a file loads later: the text of the import, and the sets that come with it. */
    lazyIn(file, source = sourceOf(file)) {
      return [...source.matchAll(LAZY)].flatMap(([, path]) => {
        const found = fileAt(file, path)
        return found ? [{ path, sets: this.setsFor(found) }] : []
      })
    },
    forget(file) {
      sources.delete(file)
      own.delete(file)
      first = undefined
      if (!file.endsWith('.json')) return
      own.clear()
      setOf = setsOfKeys()
    },
  }
}

/** All files of ours that may load others, but for tests. */
export function ownFiles() {
  return globSync('**/*.{ts,vue}', { cwd: SRC })
    .filter((path) => !path.endsWith('.test.ts') && !/^(locales|graphql\/generated)\//.test(path))
    .map((path) => join(SRC, path))
    .sort()
}

const HELPER = `import { withWords as _withWords } from '@/shared/i18n';`

/** Vite: what is loaded later comes together with its words, of the language of the person. */
export function withWordSets() {
  const finder = wordFinder()
  const isOwn = (id) =>
    id.startsWith(`${SRC}/`) && !id.includes('?') && /\.(ts|vue)$/.test(id) && !/\.test\.ts$|\/(locales|generated)\//.test(id)
  /** By file, what its page in the browser was told, so that another key in a part of it is noticed. */
  const told = new Map()
  const words = (file, source) => finder.lazyIn(file, source).filter(({ sets }) => sets.length > 0)
  return {
    name: 'anhuan:with-word-sets',
    enforce: 'pre',
    transform(code, id) {
      if (!isOwn(id) || !code.includes('import(')) return undefined
      const found = words(id, code)
      told.set(id, JSON.stringify(found))
      if (found.length === 0) return undefined
      const setsOfPath = new Map(found.map(({ path, sets }) => [path, `'${sets.join(' ')}'`]))
      const changed = code.replace(LAZY, (text, path) =>
        setsOfPath.has(path) ? `_withWords(${setsOfPath.get(path)}, () => ${text})` : text,
      )
      return { code: id.endsWith('.vue') ? changed.replace(/<script setup[^>]*>/, `$&${HELPER}`) : HELPER + changed, map: null }
    },
    hotUpdate({ file, modules, server }) {
      finder.forget(file)
      if (this.environment.name !== 'client') return undefined
      const stale = [...told.keys()].filter((id) => told.get(id) !== JSON.stringify(words(id)))
      for (const id of stale) {
        told.delete(id)
        for (const module of this.environment.moduleGraph.getModulesByFile(id) ?? []) this.environment.moduleGraph.invalidateModule(module)
      }
      if (stale.length === 0) return modules
      server.ws.send({ type: 'full-reload' })
      return []
    },
  }
}
