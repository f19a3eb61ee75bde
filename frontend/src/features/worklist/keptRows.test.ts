import { afterEach, expect, test } from 'vitest'
import { job } from '@/outbox/test-jobs'
import { mount, type Mounted } from '@/shared/test-mount'
import KeptRows from './KeptRows.vue'

const entries = [
  job({ id: 'queued' }),
  job({ id: 'refused', state: 'refused', lastError: 'CONFLICT' }),
  job({ id: 'ended', state: 'blocked', lastError: 'UNAUTHENTICATED' }),
]
let shown: Mounted
afterEach(() => shown.unmount())

test('a refused step is the decision of the person, and leads to both versions', async () => {
  shown = await mount(KeptRows, { entries, of: 'person' })

  expect(shown.byId('to-decide')?.getAttribute('href')).toBe('/outbox')
  expect(shown.byId('to-sign-in')?.getAttribute('href')).toBe('/sign-in')
  expect(shown.byId('kept')).toBeNull()
})

test('where nothing waits for signal, nothing says so', async () => {
  shown = await mount(KeptRows, { entries: entries.slice(1), of: 'network' })

  expect(shown.byId('kept')).toBeNull()
})
