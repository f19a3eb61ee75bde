import { beforeEach, expect, it } from 'vitest'
import type { RiskEventDetailFragment } from '@/graphql/generated/types'
import { PACK_CHECKED, keyOf, writeSnapshot } from '@/graphql/snapshots'
import { forgetDatabase, withDatabase, writeMeta } from '@/shared/db'
import { packedRisks } from './onPhone'

const risk = (id: string, code: string, residualLevel: number, areaId: string) => ({
  id,
  code,
  residualLevel,
  title: { zh: id, en: id },
  isConfirmed: true,
  isReviewOverdue: false,
  unit: { area: { id: areaId }, machines: [] },
  content: { accidentClass: { name: { zh: '火灾', en: 'Fire' } } },
})
const inA = ({ unit }: RiskEventDetailFragment): boolean => unit.area?.id === 'a'

async function keep(person: string, each: ReturnType<typeof risk>, { isPacked = true, savedAt = 1000 } = {}): Promise<void> {
  const key = keyOf(person, 'RiskEvent', { id: each.id })
  await withDatabase((db) => db.put('snapshots', { key, savedAt, data: { riskEvent: each }, isPacked }))
}

beforeEach(async () => {
  await forgetDatabase()
  await writeMeta('userId', 'alice')
})

it('the risks of a place that came with the pack are listed worst first, then by code', async () => {
  await keep('alice', risk('low', 'R-1', 1, 'a'))
  await keep('alice', risk('red', 'R-9', 4, 'a'))
  await keep('alice', risk('other red', 'R-3', 4, 'a'))
  await keep('alice', risk('elsewhere', 'R-2', 4, 'b'))

  const { risks } = await packedRisks(inA)
  expect(risks.map(({ id }) => id)).toEqual(['other red', 'red', 'low'])
  expect(risks[0]?.accidentClass?.name.zh).toBe('火灾')
})

it('what was only looked at, what has left the pack, and what is of somebody else is none of it', async () => {
  await keep('alice', risk('left', 'R-1', 4, 'a'), { isPacked: false })
  await keep('bob', risk('his', 'R-2', 4, 'a'))
  await writeSnapshot(keyOf('alice', 'RiskEvent', { id: 'seen' }), { riskEvent: risk('seen', 'R-3', 4, 'a') })

  expect(await packedRisks(inA)).toEqual({ risks: [], savedAt: null })
})

it('they are as old as when the server last said that the pack is as it was', async () => {
  await keep('alice', risk('red', 'R-1', 4, 'a'))
  expect((await packedRisks(inA)).savedAt).toBe(1000)

  await writeMeta(PACK_CHECKED, 5000)
  expect((await packedRisks(inA)).savedAt).toBe(5000)
})
