import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { keysIn } from './keysIn'
import { later } from './zh/later'

const LOCALES = resolve('../locales/zh')
const fileOf = new Map(
  readdirSync(LOCALES).flatMap((file) =>
    Object.keys(JSON.parse(readFileSync(join(LOCALES, file), 'utf8')) as object).map((key) => [key, file.replace('.json', '')] as const),
  ),
)

function fileAt(from: string, path: string): string | undefined {
  if (!/^[.@]/.test(path)) return undefined
  const place = path.startsWith('@/') ? resolve('src', path.slice(2)) : resolve(dirname(from), path)
  return [place, `${place}.ts`, `${place}/index.ts`].find((each) => /\.(ts|vue)$/.test(each) && existsSync(each))
}

const sources = new Map<string, string>()
const sourceOf = (file: string): string => {
  if (!sources.has(file)) sources.set(file, readFileSync(file, 'utf8'))
  return sources.get(file) ?? ''
}

/** `file` and all that comes with it at once. */
function closure(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file) || /\/(generated|locales)\//.test(file)) return seen
  seen.add(file)
  for (const [, path = ''] of sourceOf(file).matchAll(/^(?:import|export)\s(?!type)[^'"]*?'([^']+)'/gm)) {
    const next = fileAt(file, path)
    if (next) closure(next, seen)
  }
  return seen
}

const first = closure(resolve('src/main.ts'))

/** The sets that a person needs who sees this file and all that comes with it. */
function needed(files: Iterable<string>): string[] {
  const source = [...files].map(sourceOf).join('\n')
  // A refusal is worded by whichever set is there: `refusal` looks before it asks.
  const keys = keysIn(source, fileOf.keys()).filter((key) => !key.startsWith('error.'))
  return [...new Set(keys.map((key) => fileOf.get(key) ?? ''))].filter((name) => name in later).sort()
}

/** What is loaded later: by whom, and the sets it comes with. */
const lazy = globSync('src/**/*.{ts,vue}')
  .map((path) => resolve(path))
  .filter((path) => !path.endsWith('.test.ts') && !path.includes('/locales/'))
  .flatMap((by) =>
    [...sourceOf(by).matchAll(/(?:[wW]ithWords\(\s*\[([^\]]*)\],\s*\(\) =>\s*)?import\('([^']+)'\)/g)].map(([, sets = '', path = '']) => ({
      by: relative('src', by),
      path,
      file: fileAt(by, path),
      sets: (sets.match(/[\w.]+/g) ?? []).sort(),
    })),
  )

describe('the words that come later', () => {
  it('are not needed before a screen is opened', () => {
    expect(needed(first)).toEqual([])
  })

  it.each(lazy.filter(({ file }) => file))('come with $path for $by: all that it needs, and no more', ({ file, sets }) => {
    expect(sets).toEqual(needed([...closure(file ?? '')].filter((each) => !first.has(each))))
  })
})
