import { nextTick } from 'vue'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { addWords } from '@/shared/i18n'
import { mount, type Mounted } from '@/shared/test-mount'
import CodeField from './CodeField.vue'

let shown: Mounted
const found = vi.fn()
beforeEach(async () => {
  await addWords(['equipment'])
  found.mockClear()
  shown = await mount(CodeField, { onFound: found })
})
afterEach(() => shown.unmount())

const field = () => shown.byId('code') as HTMLInputElement
async function send(typed: string): Promise<void> {
  field().value = typed
  field().dispatchEvent(new Event('input'))
  field().form?.requestSubmit()
  await nextTick()
}

test('with nothing typed the verb goes to the field and says so', async () => {
  expect(shown.byId('code-go')).toHaveProperty('disabled', false)

  await send(' ')

  expect(shown.root.querySelector('[role="alert"]')?.textContent).toBe('先输入编号')
  expect(document.activeElement).toBe(field())
  expect(found).not.toHaveBeenCalled()
})

test('a code that cannot be one is refused in other words, and one that can be is found', async () => {
  await send('?')
  expect(shown.root.querySelector('[role="alert"]')?.textContent).toContain('EQ-0001')

  await send('eq-0004')
  expect(shown.root.querySelector('[role="alert"]')).toBeNull()
  expect(found).toHaveBeenCalledExactlyOnceWith('EQ-0004')
})
