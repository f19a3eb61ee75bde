import { describe, expect, it } from 'vitest'
import { headOf, isMeant, spotAt, type Mark } from './marks'

const arrow: Mark = { tool: 'arrow', from: { x: 0, y: 100 }, to: { x: 100, y: 100 } }

describe('marks on a photo', () => {
  it('are no slips of the thumb, but a tap covers a face', () => {
    expect(isMeant(arrow, 1600)).toBe(true)
    expect(isMeant({ ...arrow, to: { x: 5, y: 100 } }, 1600)).toBe(false)
    expect(isMeant({ ...arrow, tool: 'blur', to: arrow.from }, 1600)).toBe(true)
  })

  it('point with both ends of the head behind the tip', () => {
    const ends = headOf(arrow, 20)
    expect(ends.every(({ x }) => x < 100)).toBe(true)
    expect(ends.map(({ y }) => Math.sign(y - 100)).sort()).toEqual([-1, 1])
  })

  it('stay inside the picture', () => {
    expect(spotAt({ x: 800, y: 600 }, 1600, 1200)).toEqual({ x: 704, y: 504, width: 192, height: 192 })
    expect(spotAt({ x: 0, y: 1190 }, 1600, 1200)).toEqual({ x: 0, y: 1094, width: 96, height: 106 })
  })
})
