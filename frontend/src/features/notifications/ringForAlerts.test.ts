import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Tier } from '@/graphql/generated/enums'
import { ringForAlerts, type RingingAlert } from './ringForAlerts'
import { ringOnce } from './ringOnce'

const START = Date.parse('2026-11-26T08:00:00Z')
const at = (second: number): string => new Date(START + second * 1000).toISOString()
const alert = (tier: Tier, second: number, more: Partial<RingingAlert> = {}): RingingAlert => ({
  id: 'a-1',
  tier,
  isActive: true,
  isAcknowledged: false,
  changedAt: at(second),
  suppression: null,
  ...more,
})

/** A plant that pages listen to. */
class Plant {
  open: RingingAlert[] = []
  isReachable = true
  readonly listeners = new Set<(alert: RingingAlert) => void>()
  readonly reconnects = new Set<() => void>()

  change(next: RingingAlert): void {
    this.open = [...this.open.filter(({ id }) => id !== next.id), next]
    this.listeners.forEach((listener) => listener(next))
  }
  /** What changed while no page was connected. */
  changeUnheard(next: RingingAlert): void {
    this.open = [...this.open.filter(({ id }) => id !== next.id), next]
  }
  reconnect(): void {
    this.reconnects.forEach((listener) => listener())
  }
}

let plant: Plant
let heard: string[]
const stops: (() => void)[] = []

/** A page that starts at this second and notes each ring with its name. */
function openPage(name = 'page', second = 0): void {
  stops.push(
    ringForAlerts(START + second * 1000, {
      onChange: (listener) => {
        plant.listeners.add(listener)
        return () => plant.listeners.delete(listener)
      },
      onReconnected: (listener) => {
        plant.reconnects.add(listener)
        return () => plant.reconnects.delete(listener)
      },
      unacknowledged: async () =>
        plant.isReachable ? plant.open.filter((each) => each.isActive && !each.isAcknowledged && each.tier !== 'YELLOW') : null,
      ring: (tier, occasion) => ringOnce(tier, occasion, (rung) => heard.push(`${name} ${rung}`)),
    }),
  )
}

function closePages(): void {
  stops.splice(0).forEach((stop) => stop())
}

/** Every wait is over, also that of a tab which lets the others go first. */
async function rung(): Promise<string[]> {
  await vi.advanceTimersByTimeAsync(1000)
  return heard
}

beforeEach(() => {
  vi.useFakeTimers()
  localStorage.clear()
  plant = new Plant()
  heard = []
})
afterEach(() => {
  closePages()
  vi.useRealTimers()
})

describe('an alert older than the page', () => {
  it('does not ring for a tier that it reached before', async () => {
    plant.open = [alert('RED', -600)]
    openPage()
    plant.change(alert('RED', -600))
    expect(await rung()).toEqual([])
  })

  it('rings once when it grows to red', async () => {
    plant.open = [alert('YELLOW', -600)]
    openPage()
    await rung()
    plant.change(alert('RED', 20))
    plant.change(alert('RED', 20))
    expect(await rung()).toEqual(['page RED'])
  })

  it('rings when it grew while the page was being loaded anew', async () => {
    plant.open = [alert('RED', 2)]
    openPage()
    expect(await rung()).toEqual(['page RED'])
  })

  it('rings whatever the clock of the phone says', async () => {
    plant.open = [alert('ORANGE', -600)]
    openPage('fast', 3600)
    await rung()
    plant.change(alert('RED', 20))
    expect(await rung()).toEqual(['fast RED'])
  })
})

describe('an alert', () => {
  it('rings when it is raised, and quietly grows from blue to yellow', async () => {
    openPage()
    plant.change(alert('ORANGE', 5))
    plant.change(alert('BLUE', 6, { id: 'a-2' }))
    plant.change(alert('YELLOW', 7, { id: 'a-2' }))
    expect(await rung()).toEqual(['page ORANGE'])
  })

  it('does not ring when its tier falls, and rings when it rises again', async () => {
    openPage()
    plant.change(alert('RED', 5))
    plant.change(alert('ORANGE', 10))
    expect(await rung()).toEqual(['page RED'])
    plant.change(alert('RED', 15))
    expect(await rung()).toEqual(['page RED', 'page RED'])
  })

  it('that was red when the page opened does not ring as orange', async () => {
    plant.open = [alert('RED', -600)]
    openPage()
    plant.change(alert('ORANGE', 10))
    expect(await rung()).toEqual([])
  })

  it('does not ring once somebody has acknowledged it, and rings when it comes back worse', async () => {
    openPage()
    plant.change(alert('ORANGE', 5))
    plant.change(alert('ORANGE', 8, { isAcknowledged: true }))
    plant.change(alert('RED', 12))
    expect(await rung()).toEqual(['page ORANGE', 'page RED'])
  })

  it('does not ring while it is suppressed, and rings when that ends', async () => {
    plant.open = [alert('RED', -600, { suppression: { since: at(-500) } })]
    openPage()
    plant.change(alert('RED', 5, { id: 'a-2', suppression: { since: at(4) } }))
    expect(await rung()).toEqual([])
    plant.change(alert('RED', -600))
    expect(await rung()).toEqual(['page RED'])
  })
})

describe('after a gap of the connection', () => {
  it('does not ring again for what is delivered again', async () => {
    openPage()
    plant.change(alert('RED', 5))
    await rung()
    plant.reconnect()
    plant.change(alert('RED', 5))
    expect(await rung()).toEqual(['page RED'])
  })

  it('rings for what happened in the gap', async () => {
    plant.open = [alert('ORANGE', -600)]
    openPage()
    await rung()
    plant.changeUnheard(alert('RED', 30))
    plant.reconnect()
    expect(await rung()).toEqual(['page RED'])
  })

  it('goes by the time where the first question was not answered', async () => {
    plant.isReachable = false
    plant.open = [alert('RED', -600)]
    openPage()
    plant.change(alert('RED', -600))
    plant.change(alert('RED', 9, { id: 'a-2' }))
    expect(await rung()).toEqual(['page RED'])
  })
})

describe('on one phone', () => {
  it('a reload of the page does not ring again', async () => {
    openPage()
    plant.change(alert('RED', 5))
    await rung()
    closePages()
    // As long ago as the last sign of life of the page before it.
    openPage('reloaded', 0)
    plant.change(alert('RED', 5))
    expect(await rung()).toEqual(['page RED'])
  })

  it('only one of two tabs rings', async () => {
    openPage('first')
    openPage('second')
    plant.change(alert('RED', 5))
    expect(await rung()).toHaveLength(1)
  })
})
