import { expect, test, vi } from 'vitest'
import { mount } from '@/shared/test-mount'
import LoadState from './LoadState.vue'

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
