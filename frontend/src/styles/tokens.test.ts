import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const read = (path: string): string => readFileSync(path, 'utf8')
const everything = globSync('src/**/*.{vue,css,ts}')
  .filter((path) => !path.endsWith('.test.ts'))
  .map(read)
  .join('\n')

describe('design tokens', () => {
  it('are all used', () => {
    const declared = new Set([...read('src/styles/tokens.css').matchAll(/^\s*(--[\w-]+):/gm)].map(([, name]) => name ?? ''))
    // A name that code completes (`var(--tier-${…})`) is used by its beginning.
    const begun = [...everything.matchAll(/(--[\w-]+-)\$\{/g)].map(([, name]) => name ?? '')
    const isUsed = (name: string): boolean =>
      new RegExp(`var\\(${name}[,)]|['"]${name}['"]`).test(everything) || begun.some((start) => name.startsWith(start))

    expect(declared.size).toBeGreaterThan(40)
    expect([...declared].filter((name) => !isUsed(name))).toEqual([])
  })
})
