import { expect, test } from 'vitest'
import { arcsOf, SIZE } from './ring'

const areas = (n: number, out: number[] = []) => Array.from({ length: n }, (_, i) => ({ id: `${i}`, isOut: out.includes(i) }))
const firstRadius = (path: string): number => Number(/A([\d.]+) /.exec(path)?.[1])

test('every area has an arc, in the order given', () => {
  expect(arcsOf(areas(14)).map(({ id }) => id)).toEqual(areas(14).map(({ id }) => id))
  expect(arcsOf([])).toEqual([])
})

test('what is not under control is pushed out of the circle', () => {
  const arcs = arcsOf(areas(5, [2]))
  expect(arcs.filter(({ path }) => firstRadius(path) > firstRadius(arcs[0]?.path ?? '')).map(({ id }) => id)).toEqual(['2'])
})

test('an area alone is one arc that nearly closes, and two hundred still have a width', () => {
  expect(arcsOf(areas(1))[0]?.path).toContain(' 0 1 1 ')
  for (const { path } of arcsOf(areas(200))) {
    const [, x1, y1] = /M([\d.]+) ([\d.]+)/.exec(path) ?? []
    const [, x2, y2] = /1 ([\d.]+) ([\d.]+) L/.exec(path) ?? []
    expect(Math.hypot(Number(x1) - Number(x2), Number(y1) - Number(y2))).toBeGreaterThan(1)
  }
})

test('names stand on their side of the ring, none of them outside of the picture by more than its words', () => {
  for (const { label } of arcsOf(areas(24, [0, 6, 12, 18]))) {
    expect(label.anchor).toBe(Math.abs(label.x - SIZE / 2) < SIZE * 0.06 ? 'middle' : label.x > SIZE / 2 ? 'start' : 'end')
    expect(Math.min(label.x, label.y, SIZE - label.x, SIZE - label.y)).toBeGreaterThan(0)
  }
})
