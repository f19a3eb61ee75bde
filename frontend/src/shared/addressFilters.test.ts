import { createApp, defineComponent, h } from 'vue'
import { createMemoryHistory, createRouter, RouterView, type Router } from 'vue-router'
import { afterEach, expect, test } from 'vitest'
import { useAddressFilters, type AddressFilters } from '@/shared/addressFilters'

/** A list with a detail beside it, and a page elsewhere; both come late, as on a slow phone. */
function pages(): { router: Router; filters: () => AddressFilters<'tier' | 'words'>; let: Record<'detail' | 'elsewhere', () => void> } {
  const arrivals = { detail: () => {}, elsewhere: () => {} }
  const late = (name: keyof typeof arrivals) => () =>
    new Promise<ReturnType<typeof defineComponent>>((resolve) => (arrivals[name] = () => resolve(defineComponent(() => () => h('p')))))
  let filters: AddressFilters<'tier' | 'words'>
  const list = defineComponent(() => {
    filters = useAddressFilters(['words', 'tier'])
    return () => h(RouterView)
  })
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/archive', component: list, children: [{ path: ':id', component: late('detail') }] },
      { path: '/elsewhere', component: late('elsewhere') },
    ],
  })
  app = createApp(RouterView)
  return { router, filters: () => filters, let: arrivals }
}

let app: ReturnType<typeof createApp>
afterEach(() => app.unmount())

async function opened(): Promise<ReturnType<typeof pages>> {
  const found = pages()
  await found.router.push('/archive')
  app.use(found.router)
  app.mount(document.createElement('div'))
  return found
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

test('a filter that changes stands in the address', async () => {
  const { router, filters } = await opened()

  filters().set('words', ['阀'])
  await settled()

  expect(router.currentRoute.value.fullPath).toBe(`/archive?words=${encodeURIComponent('阀')}`)
  expect(filters().values.value.words).toEqual(['阀'])
})

test.each([
  ['has tapped a row, and go with them', 'detail', '/archive/1', { words: '阀' }],
  ['has gone elsewhere, where they mean nothing', 'elsewhere', '/elsewhere', {}],
] as const)('words that are still waiting call nobody back who %s', async (_who, page, path, query) => {
  const { router, filters, let: arrivals } = await opened()
  void router.push(path)
  await settled()

  filters().set('words', ['阀'])
  await settled()
  arrivals[page]()
  await settled()

  expect(router.currentRoute.value.path).toBe(path)
  expect(router.currentRoute.value.query).toEqual(query)
})

test('nor who has tapped another row since', async () => {
  const { router, filters, let: arrivals } = await opened()
  void router.push('/archive/1')
  await settled()
  const first = arrivals.detail
  void router.push('/archive/2')
  await settled()

  filters().set('words', ['阀'])
  first()
  await settled()
  arrivals.detail()
  await settled()

  expect(router.currentRoute.value.fullPath).toBe(`/archive/2?words=${encodeURIComponent('阀')}`)
})

test('of two filters changed in one moment none is lost', async () => {
  const { router, filters } = await opened()

  filters().set('words', ['阀'])
  filters().set('tier', ['RED', 'ORANGE'])
  await settled()

  expect(router.currentRoute.value.query).toEqual({ words: '阀', tier: 'RED,ORANGE' })
})

test('after a page that could not be loaded filters go on', async () => {
  const { router, filters } = await opened()
  router.addRoute({ path: '/broken', component: () => Promise.reject(new Error('the network is gone')) })
  await router.push('/broken').catch(() => {})

  filters().set('words', ['阀'])
  await settled()

  expect(router.currentRoute.value.query).toEqual({ words: '阀' })
})
