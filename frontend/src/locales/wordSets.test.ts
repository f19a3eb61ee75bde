import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ownFiles, withWordSets, wordFinder } from '../../scripts/wordSets.mjs'
import { later } from './zh/later'

const finder = wordFinder()
const plugin = withWordSets()
/** What the build makes of a source. */
function built(file: string, source: string): string {
  const { transform } = plugin as { transform: (code: string, id: string) => { code: string } | undefined }
  return transform(source, resolve('src', file))?.code ?? source
}

describe('the words that come later', () => {
  it('are not needed before a screen is opened', () => {
    expect(finder.ofFirst()).toEqual([])
  })

  it('come with whatever is loaded later, from files of words that there are', () => {
    const lazy = ownFiles().flatMap((file) => finder.lazyIn(file))

    expect(lazy.length).toBeGreaterThan(150)
    for (const { path, sets } of lazy) for (const name of sets) expect(later, path).toHaveProperty([name])
  })

  it('are those of its own keys and of all that it brings along, but of nothing that it loads later itself', () => {
    expect(finder.setsFor(resolve('src/views/alerts/HeldView.vue'))).toEqual(['alerts.held', 'alerts.suppression', 'home'])
  })

  it('are asked for together with a page of TypeScript and with a part of a component', () => {
    expect(built('app/x.ts', `const page = () => import('@/views/alerts/HeldView.vue')`)).toContain(
      `() => _withWords('alerts.held alerts.suppression home', () => import('@/views/alerts/HeldView.vue'))`,
    )
    expect(built('app/X.vue', `<script setup lang="ts">\nconst Notes = load(() => import('./ShellNotes.vue'))\n</script>`)).toBe(
      `<script setup lang="ts">import { withWords as _withWords } from '@/shared/i18n';\n` +
        `const Notes = load(() => _withWords('home', () => import('./ShellNotes.vue')))\n</script>`,
    )
  })

  it('change nothing where there are none, in types and in what is not ours', () => {
    for (const source of [`import('focus-trap')`, `let x: typeof import('./ShellNotes.vue')`, `import('@/graphql/wire')`])
      expect(built('app/x.ts', source)).toBe(source)
  })
})
