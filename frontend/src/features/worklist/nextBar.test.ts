import { afterEach, expect, test, vi } from 'vitest'
import { ref } from 'vue'
import { mount, type Mounted } from '@/shared/test-mount'

const data = ref<{ myWorklist: { edges: { node: { page: string } }[] } }>()
vi.mock('@/graphql/useLiveQuery', () => ({ useLiveQuery: () => ({ data }) }))
const { default: NextBar } = await import('./NextBar.vue')

let shown: Mounted
const gone: string[] = []
afterEach(() => {
  shown.unmount()
  gone.length = 0
})
async function open(...ids: string[]): Promise<void> {
  data.value = { myWorklist: { edges: ids.map((id) => ({ node: { page: `/cases/${id}` } })) } }
  shown = await mount(NextBar, { after: 'done', onGo: (path: string) => gone.push(path) })
}

test('after a step the next matter of this person is under the thumb, not the one just done', async () => {
  await open('done', 'next', 'later')
  shown.byId('go-next')?.click()

  expect(gone).toEqual(['/cases/next'])
})

test('where nothing is left the way home is the verb', async () => {
  await open('done')
  shown.byId('go-home')?.click()

  expect(shown.byId('go-next')).toBeNull()
  expect(shown.byId('go-home')?.outerHTML).toContain('primary')
  expect(gone).toEqual(['/'])
})
