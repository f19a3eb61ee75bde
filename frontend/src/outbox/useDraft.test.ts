import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, nextTick, type EffectScope } from 'vue'
import { forgetDatabase, writeMeta } from '@/shared/db'
import { until } from '@/shared/test-until'

const said: string[] = []
let isDiskFull = false
vi.mock('@/shared/toast', () => ({ explain: async (words: string) => void said.push(words) }))
vi.mock('./drafts', async (original) => {
  const drafts = await original<typeof import('./drafts')>()
  const saveDraft = async (key: string, value: unknown) => {
    if (isDiskFull) throw new DOMException('full', 'QuotaExceededError')
    await drafts.saveDraft(key, value)
  }
  return { ...drafts, saveDraft }
})
const { readDraft } = await import('./drafts')
const { useDraft } = await import('./useDraft')

const KEY = '/hazards/new'
let scope: EffectScope

/** A form that has looked for its draft. */
async function open() {
  scope = effectScope()
  const draft = scope.run(() => useDraft(KEY, () => ({ text: '' })))
  if (!draft) throw new Error('no scope')
  await until(() => expect(draft.isReady.value).toBe(true))
  return draft
}

beforeEach(async () => {
  await forgetDatabase()
  await writeMeta('userId', 'alice')
  isDiskFull = false
  said.length = 0
})
afterEach(() => scope.stop())

describe('the draft of a form', () => {
  it.each([
    ['reloaded', () => window.dispatchEvent(new Event('pagehide'))],
    ['hidden', () => document.dispatchEvent(new Event('visibilitychange'))],
  ])('is handed to the database in the moment in which the page is %s', async (_, leave) => {
    const draft = await open()
    draft.value.value.text = 'leak'
    await nextTick()
    leave()
    // Before the pause after which it is saved anyway.
    expect(await readDraft(KEY)).toEqual({ text: 'leak' })
  })

  it('keeps as last words what is being saved when its page goes, which may take the save with it', async () => {
    const draft = await open()
    draft.value.value.text = 'leak'
    await nextTick()
    const saved = draft.flush()
    window.dispatchEvent(new Event('pagehide'))
    expect(localStorage.getItem('anhuan.draft')).toContain('leak')
    await saved
    expect(localStorage.getItem('anhuan.draft'), 'it is saved now').toBeNull()
  })

  it('does not come back once the form was submitted', async () => {
    const draft = await open()
    draft.value.value.text = 'leak'
    await nextTick()
    await draft.clear()
    window.dispatchEvent(new Event('pagehide'))
    expect(await readDraft(KEY)).toBeUndefined()
  })

  it('is there again', async () => {
    const first = await open()
    first.value.value.text = 'leak'
    await nextTick()
    await first.flush()
    scope.stop()
    const again = await open()
    expect([again.value.value.text, again.isRestored.value]).toEqual(['leak', true])
  })

  it('says once that a full phone keeps nothing, and keeps it as soon as there is room', async () => {
    const draft = await open()
    isDiskFull = true
    draft.value.value.text = 'leak'
    await nextTick()
    await draft.flush()
    await draft.flush()
    expect(said).toHaveLength(1)
    expect(await readDraft(KEY)).toBeUndefined()

    isDiskFull = false
    await draft.flush()
    expect(await readDraft(KEY)).toEqual({ text: 'leak' })
  })
})
