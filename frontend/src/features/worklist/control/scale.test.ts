import { expect, test } from 'vitest'
import { axisEnd, positionOf } from './scale'

test('a share has its place between the ends of the scale, and what is worse stands at its beginning', () => {
  expect([0.6, 0.8, 1].map(positionOf).map(Math.round)).toEqual([0, 50, 100])
  expect(positionOf(0.2)).toBe(positionOf(0.6))
})

test('an axis ends at a round figure that nothing exceeds', () => {
  expect([0, 4, 5, 13, 801, 2500].map(axisEnd)).toEqual([4, 4, 8, 20, 1000, 3000])
})
