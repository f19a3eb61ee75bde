import { effectScope, nextTick, shallowRef, type EffectScope } from 'vue'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

interface Frame {
  readingsChanged: { sensorId: string; sampledAt: string; value: number; quality: 'GOOD' }[]
}
interface Followed {
  areaId?: string | null
  inSight?: { areaId: string; sensorIds: string[] }[]
  send: (data: Frame) => void
  isOver: boolean
}
const followed = vi.hoisted((): Followed[] => [])
vi.mock('@/graphql/client', () => ({
  follow: (_: unknown, send: Followed['send'], { areaId, inSight }: Pick<Followed, 'areaId' | 'inSight'>) => {
    const one = { areaId, inSight, send, isOver: false }
    followed.push(one)
    return () => (one.isOver = true)
  },
}))
const plant = vi.hoisted(() => ({ value: { sensorsInService: 501 } }))
vi.mock('@/features/live/situation', () => ({ home: plant }))
const { useLiveReadings } = await import('./useLiveReadings')

const tank = (id: string) => ({ id, area: { id: 'tanks' } })
const gate = (id: string) => ({ id, area: { id: 'gate' } })
const running = (): Followed[] => followed.filter(({ isOver }) => !isOver)
const frame = (sensorId: string, value: number): Frame => ({
  readingsChanged: [{ sensorId, sampledAt: `2026-12-01T08:00:0${value}Z`, value, quality: 'GOOD' }],
})
let scope: EffectScope

function look(sources = shallowRef<(ReturnType<typeof tank> | undefined)[]>([]), site = shallowRef<string>()) {
  scope = effectScope()
  const shown = scope.run(() =>
    useLiveReadings(
      () => site.value,
      () => sources.value,
    ),
  )
  return { shown, sources, site }
}

beforeEach(() => {
  followed.length = 0
  plant.value = { sensorsInService: 501 }
  vi.useFakeTimers()
})
afterEach(() => scope.stop())

test('only what is in sight is followed, by its areas, and nothing without a site or a source', () => {
  look(shallowRef([gate('9'), tank('2'), undefined, tank('1')]), shallowRef('north'))
  expect(followed.map(({ inSight }) => inSight)).toEqual([
    [
      { areaId: 'gate', sensorIds: ['9'] },
      { areaId: 'tanks', sensorIds: ['1', '2'] },
    ],
  ])
  scope.stop()
  look(shallowRef([]), shallowRef('north'))
  scope.stop()
  look(shallowRef([tank('1')]))
  expect(followed).toHaveLength(1)
})

test('who scrolls begins anew at most twice a second, with what they see in the end; the same in another order is the same', async () => {
  const { sources } = look(shallowRef([tank('0')]), shallowRef('north'))
  for (let row = 1; row <= 20; row += 1) {
    sources.value = [tank(`${row}`), tank('0')]
    await nextTick()
    vi.advanceTimersByTime(50)
  }
  vi.advanceTimersByTime(500)
  expect(followed.length).toBeLessThanOrEqual(4)
  expect(running().map(({ inSight }) => inSight)).toEqual([[{ areaId: 'tanks', sensorIds: ['0', '20'] }]])
  const before = followed.length
  sources.value = [tank('0'), tank('20')]
  await nextTick()
  vi.advanceTimersByTime(1000)
  expect(followed).toHaveLength(before)
})

test('a value stays while its source is seen beside others, and all ends with the page', async () => {
  const { shown, sources } = look(shallowRef([tank('1')]), shallowRef('north'))
  running()[0]?.send(frame('1', 5))
  vi.advanceTimersByTime(250)
  sources.value = [tank('1'), gate('9')]
  await nextTick()
  vi.advanceTimersByTime(500)
  expect(shown?.value.get('1')).toEqual({ sampledAt: '2026-12-01T08:00:05Z', value: 5, quality: 'GOOD' })
  running()[0]?.send(frame('9', 7))
  vi.advanceTimersByTime(250)
  expect([...(shown?.value.keys() ?? [])]).toEqual(['1', '9'])
  scope.stop()
  expect(running()).toEqual([])
})

test('every screen of a small site asks the same: for its area, or for the whole site', async () => {
  plant.value = { sensorsInService: 500 }
  const { sources } = look(shallowRef([tank('1')]), shallowRef('north'))
  sources.value = [tank('2'), tank('1')]
  await nextTick()
  vi.advanceTimersByTime(500)
  sources.value = [tank('2'), gate('9')]
  await nextTick()
  vi.advanceTimersByTime(500)
  expect(followed.map(({ areaId, inSight }) => [areaId, inSight])).toEqual([
    ['tanks', undefined],
    [null, undefined],
  ])
})
