import { effectScope, ref } from 'vue'
import { describe, expect, it } from 'vitest'
import { tabTitle, usePageTitle, waitingCount } from './pageTitle'

describe('the title of the tab', () => {
  it('names the page that was opened last, and the one below once that is closed', () => {
    const [list, detail] = [effectScope(), effectScope()]
    list.run(() => usePageTitle('预警'))
    detail.run(() => usePageTitle('可燃气体 A'))
    expect(tabTitle('安环')).toBe('可燃气体 A · 安环')
    detail.stop()
    expect(tabTitle('安环')).toBe('预警 · 安环')
    list.stop()
    expect(tabTitle('安环')).toBe('安环')
  })

  it('follows a title that changes, and says first how much waits', async () => {
    const scope = effectScope()
    const title = ref('')
    scope.run(() => usePageTitle(title))
    title.value = '处置单'
    waitingCount.value = 3
    await Promise.resolve()
    expect(tabTitle('安环')).toBe('(3) 处置单 · 安环')
    waitingCount.value = 0
    scope.stop()
  })
})
