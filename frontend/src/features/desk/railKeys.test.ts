import { afterEach, expect, test, vi } from 'vitest'

vi.mock('@/features/settings/places', () => ({
  rail: { value: [{ sections: [{ to: '/' }] }, { sections: [{ to: '/first' }] }, { sections: [{ to: '/third' }, { to: '/second' }] }] },
}))
const { listenForRail } = await import('./railKeys')
const { isCovered } = await import('@/shared/covered')

function press(...keys: string[]): void {
  for (const key of keys) document.body.dispatchEvent(new KeyboardEvent('keydown', { key, code: key, bubbles: true, cancelable: true }))
}
let stop: (() => void) | undefined
afterEach(() => {
  stop?.()
  isCovered.value = false
  document.body.innerHTML = ''
})

test('g and the number of an entry go to its first section; a number of none does nothing', () => {
  const went: string[] = []
  stop = listenForRail((to) => went.push(to))

  press('g', '3')
  press('g', '9')
  press('2')
  expect(went).toEqual(['/third'])
})

test('beneath an alarm, and while something is typed, nothing does', () => {
  const went: string[] = []
  stop = listenForRail((to) => went.push(to))

  isCovered.value = true
  press('g', '3')
  isCovered.value = false
  document.body.innerHTML = '<input>'
  const input = document.querySelector('input')
  for (const key of ['g', '3']) input?.dispatchEvent(new KeyboardEvent('keydown', { key, code: key, bubbles: true }))
  expect(went).toEqual([])
})
