import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { chordAt, flagOn, frameOf, nameOn, type Box } from './planLayout'

const SVG = readFileSync('../backend/demo/plan.svg', 'utf8')
const POLYGONS = [...SVG.matchAll(/data-area="\w+" points="([^"]+)"/g)].map(([, points = '']) => points.split(/[ ,]/).map(Number))
const NAMES = ['成品装车区', 'Milling and packing', 'Cooling water pumps', '厂区大门', 'Office']
/** px of a unit: a phone, a tablet, a desk, and a plan that is enlarged. */
const UNITS = [0.27, 0.5, 0.75, 3]
const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width - 0.01 && b.x < a.x + a.width - 0.01 && a.y < b.y + b.height - 0.01 && b.y < a.y + a.height - 0.01

describe('names and flags on the plan', () => {
  it('never cover each other, however large the plan is shown', () => {
    expect(POLYGONS).toHaveLength(14)
    for (const unit of UNITS) {
      for (const name of NAMES) {
        const names = POLYGONS.map((polygon) => nameOn(polygon, name, unit))
        const flags = POLYGONS.map((polygon) => flagOn(polygon, '104.5 mg/m³ +2', unit))
        const covered = flags.filter((flag) => names.some((each) => overlap(flag, each)))
        expect(covered, `${name} at ${unit}`).toEqual([])
      }
    }
  })

  it('stay inside their area: the name within its upper edge, the flag on its lower one', () => {
    const polygon = [0, 0, 200, 0, 200, 100, 0, 100]
    const name = nameOn(polygon, '反应车间', 0.75)
    expect(name).toMatchObject({ lines: ['反应车间'], size: 20 })
    expect(name.x).toBeGreaterThan(0)
    expect(name.y + name.height).toBeLessThan(50)
    const flag = flagOn(polygon, '60 %LEL', 0.75)
    expect(flag.y).toBeLessThan(100)
    expect(flag.y + flag.height).toBeGreaterThan(100)
  })

  it('keep their size on the screen while the plan grows', () => {
    const polygon = [0, 0, 400, 0, 400, 300, 0, 300]
    for (const unit of [0.5, 1, 4]) expect(nameOn(polygon, '罐区', unit).size * unit).toBeCloseTo(15)
  })

  it('take two lines where one would be small', () => {
    expect(nameOn([0, 0, 140, 0, 140, 140, 0, 140], 'Cooling water pumps', 0.75).lines).toEqual(['Cooling', 'water pumps'])
  })

  it('stand where a bent area has room', () => {
    const bent = [840, 240, 1160, 240, 1160, 430, 1000, 430, 1000, 400, 840, 400]
    expect(chordAt(bent, 420)).toEqual({ from: 1000, to: 1160 })
    expect(flagOn(bent, '3.6 m', 0.75).x).toBe(1000)
  })
})

describe('the frame of a plan', () => {
  it('is that of the picture, or one around the areas', () => {
    expect(frameOf(SVG, [])).toEqual({ x: 0, y: 0, width: 1200, height: 760 })
    expect(frameOf(null, [[0, 0, 10, 0, 10, 10, 0, 10]])).toEqual({ x: -20, y: -20, width: 50, height: 50 })
  })
})
