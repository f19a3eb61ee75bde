import { effectScope, nextTick, shallowRef } from 'vue'
import { afterEach, expect, it, vi } from 'vitest'
import { useElementSize } from './useElementSize'

afterEach(() => vi.unstubAllGlobals())

it('is that of the layout, where the browser tells of a drawing how large what is drawn in it is', async () => {
  let told: () => void = () => undefined
  const observed: Element[] = []
  class Observer {
    constructor(tell: (entries: object[]) => void) {
      told = () => tell([{ contentRect: { width: 1200, height: 760 } }])
    }
    observe = (element: Element): number => observed.push(element)
    disconnect = (): void => undefined
  }
  vi.stubGlobal('ResizeObserver', Observer)
  const frame = document.createElement('div')
  const drawing = frame.appendChild(document.createElementNS('http://www.w3.org/2000/svg', 'svg'))
  Object.defineProperties(drawing, { clientWidth: { value: 328 }, clientHeight: { value: 208 } })

  const element = shallowRef<Element | null>(null)
  const scope = effectScope()
  const size = scope.run(() => useElementSize(element))
  element.value = drawing
  await nextTick()
  told()

  expect([size?.width.value, size?.height.value]).toEqual([328, 208])
  // What is drawn keeps its size when the phone is turned: its frame says so.
  expect(observed).toContain(frame)
  scope.stop()
})
