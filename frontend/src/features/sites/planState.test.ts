import { describe, expect, it } from 'vitest'
import { areaStates, frameOf, middleOf } from './planState'

describe('the plan', () => {
  const area = { id: 'a', polygon: [0, 0, 10, 0, 10, 10, 0, 10] }
  const here = { area: { id: 'a' } }

  it('shows the worst active alert of an area', () => {
    const alerts = [
      { tier: 'YELLOW' as const, isActive: true, sensor: here },
      { tier: 'RED' as const, isActive: false, sensor: here },
      { tier: 'ORANGE' as const, isActive: true, sensor: here },
    ]
    expect(areaStates({ areas: [area], alerts, sensors: [] })[0]).toMatchObject({ status: 'tier', tier: 'ORANGE', alertCount: 2 })
  })

  it('never shows an area with a silent sensor as calm', () => {
    const sensors = [
      { state: 'SILENT' as const, ...here },
      { state: 'IN_SERVICE' as const, ...here },
    ]
    expect(areaStates({ areas: [area], alerts: [], sensors })[0]).toMatchObject({ status: 'blind', silentCount: 1 })
  })

  it('never shows an area that nobody watches as calm', () => {
    expect(areaStates({ areas: [area], alerts: [], sensors: [] })[0]?.status).toBe('unwatched')
    expect(areaStates({ areas: [area], alerts: [], sensors: [{ state: 'IN_SERVICE', ...here }] })[0]?.status).toBe('calm')
  })

  it('marks the middle and takes the frame of the picture, or one around the areas', () => {
    expect(middleOf(area.polygon)).toEqual({ x: 5, y: 5 })
    expect(frameOf('<svg viewBox="0 0 1200 760">', [])).toEqual({ x: 0, y: 0, width: 1200, height: 760 })
    expect(frameOf(null, [area.polygon])).toEqual({ x: -20, y: -20, width: 50, height: 50 })
  })
})
