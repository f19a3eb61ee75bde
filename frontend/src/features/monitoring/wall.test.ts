import { expect, test } from 'vitest'
import type { ShownSource } from './source'
import { notNormal, ON_A_PAGE, pageAt, recovered, ROTATES_EVERY, shiftAt, wallPages } from './wall'

const source = (code: string, area: string, tier: string | null = null, state = 'IN_SERVICE', unansweredTier: string | null = null) =>
  ({
    code,
    area: { id: area },
    kind: 'EVENTS',
    state,
    latest: null,
    indicator: null,
    unansweredTier,
    activeAlert: tier && { tier, condition: 'THRESHOLD' },
  }) as unknown as ShownSource
const codes = (sources: ShownSource[]): string[] => sources.map(({ code }) => code)

test('the area of the most urgent source comes first, on as many pages as it needs', () => {
  const calm = Array.from({ length: ON_A_PAGE + 1 }, (_, n) => source(`C-${n}`, 'calm'))

  const pages = wallPages([...calm, source('R-1', 'red', 'RED')])

  expect(pages.map(({ key, sources }) => [key, sources.length])).toEqual([
    ['red 0', 1],
    ['calm 0', ON_A_PAGE],
    ['calm 1', 1],
  ])
})

test('the wall turns its pages one after another and begins anew, and without pages stays where it is', () => {
  expect([0, 1, 2, 3].map((n) => pageAt(3, 1000, 1000 + n * ROTATES_EVERY))).toEqual([0, 1, 2, 0])
  expect(pageAt(3, 1000, 1000 + ROTATES_EVERY - 1)).toBe(0)
  expect(pageAt(3, 1000, 0)).toBe(0)
  expect(pageAt(0, 0, ROTATES_EVERY)).toBe(0)
})

test('the picture goes around a small square, a corner a minute, so that nothing burns in', () => {
  const corners = [0, 1, 2, 3].map((minute) => shiftAt(minute * 60_000))

  expect(new Set(corners.map(({ x, y }) => `${x} ${y}`)).size).toBe(4)
  expect(shiftAt(4 * 60_000)).toEqual(corners[0])
})

test('what is not as it should be is there worst first: no blue one, but what we cannot see', () => {
  const sources = [
    source('calm', 'a'),
    source('blue', 'a', 'BLUE'),
    source('yellow', 'a', 'YELLOW'),
    source('silent', 'a', null, 'SILENT'),
    source('red', 'a', 'RED'),
  ]

  expect(codes(notNormal(sources))).toEqual(['red', 'yellow', 'silent'])
})

test('a red that recovered before anybody responded stays beside what is so now, with its rank, and no count of now has it', () => {
  const over = source('over', 'a', null, 'IN_SERVICE', 'RED')
  const fell = source('fell', 'a', 'YELLOW', 'IN_SERVICE', 'ORANGE')
  const sources = [source('calm', 'a'), source('yellow', 'a', 'YELLOW'), over, fell, source('orange', 'a', 'ORANGE')]

  expect(codes(notNormal(sources))).toEqual(['over', 'orange', 'fell', 'yellow'])
  expect(codes(recovered(sources))).toEqual(['over'])
})
