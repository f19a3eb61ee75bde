import { createApp, h, nextTick, type Component } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'

/** A component on a page of its own, as a test looks at it. */
export interface Mounted {
  root: HTMLElement
  /** What stands there, spaces made one. */
  words: () => string
  byId: (testId: string) => HTMLElement | null
  unmount: () => void
}

/** Mounts a component at an address, with a router that knows every one. */
export async function mount(component: Component, props: Record<string, unknown> = {}, address = '/'): Promise<Mounted> {
  const root = document.createElement('div')
  document.body.append(root)
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/:all(.*)*', component: { render: () => null } }] })
  await router.push(address)
  const app = createApp({ render: () => h(component, props) })
  app.use(router)
  await router.isReady().catch(() => undefined)
  app.mount(root)
  await nextTick()
  return {
    root,
    words: () => (root.textContent ?? '').replace(/\s+/g, ' ').trim(),
    byId: (testId) => root.querySelector<HTMLElement>(`[data-testid="${testId}"]`),
    unmount: () => {
      app.unmount()
      root.remove()
    },
  }
}
