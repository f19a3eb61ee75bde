import { expect, test, vi } from 'vitest'
import { h, provide, ref } from 'vue'
import { mount } from '@/shared/test-mount'
import LoadState from './LoadState.vue'
import { IS_UNPROVEN, OFFLINE_SINCE } from './pane'

const retry = vi.fn()
const shown = (error: string) => mount(LoadState, { isLoading: false, error, isOld: false, savedAt: null, onRetry: retry })

test('to whom a page does not belong it says whom to ask, and offers no second try', async () => {
  const page = await shown('NOT_ALLOWED')

  expect(page.root.textContent).toContain('这一页不归您看')
  expect(page.root.textContent).toContain('请找管理员')
  expect(page.root.querySelector('button')).toBeNull()
  page.unmount()
})

test('what failed otherwise may be tried again', async () => {
  const page = await shown('INTERNAL')

  page.root.querySelector('button')?.click()

  expect(page.root.textContent).toContain('加载失败')
  expect(retry).toHaveBeenCalledOnce()
  page.unmount()
})

const old = async (isUnproven: boolean, offlineSince: number | null) => {
  const props = { isLoading: false, error: null, isOld: false, savedAt: Date.parse('2026-12-01T08:00:00Z') }
  const page = await mount({
    setup: () => {
      provide(IS_UNPROVEN, ref(isUnproven))
      provide(OFFLINE_SINCE, ref(offlineSince))
      return () => h(LoadState, props, () => 'what there is')
    },
  })
  const words = page.words()
  page.unmount()
  return words
}

test('of when an answer is stands above it as long as nothing proves that it is still so', async () => {
  expect(await old(false, null)).toBe('what there is')
  expect(await old(true, null)).toMatch(/的数据 ?what there is/)
  // The line above every page says it.
  expect(await old(true, Date.parse('2026-12-01T08:00:30Z'))).toBe('what there is')
})
