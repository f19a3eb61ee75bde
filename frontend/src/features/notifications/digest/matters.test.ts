import { describe, expect, it } from 'vitest'
import type { Tier } from '@/graphql/generated/enums'
import { matters, type Member } from './matters'

const alert = (id: string, tier: Tier, isActive = true): Member =>
  ({ id, path: `/alerts/${id}`, title: { zh: '预警' }, alert: { rank: tier, isActive }, case: null }) as unknown as Member
const report = (id: string): Member => ({ id, path: `/hazards/${id}`, title: { zh: '上报' }, alert: null, case: null }) as unknown as Member

describe('the matters of a digest', () => {
  it('are one row each, however many messages were about them, as the newest of these says', () => {
    const first = alert('a', 'YELLOW')
    const found = matters([{ ...first, id: 'newest' }, first, report('r')])
    expect(found.map(({ newest, count }) => [newest.id, count])).toEqual([
      ['newest', 2],
      ['r', 1],
    ])
  })

  it('are told apart by what is said where they have no page of their own', () => {
    const news = (id: string, zh: string): Member => ({ id, path: '/', title: { zh }, alert: null, case: null }) as unknown as Member
    const found = matters([news('1', '密码已修改'), news('2', '有人反复输错密码'), news('3', '密码已修改')])
    expect(found.map(({ newest, count }) => [newest.id, count])).toEqual([
      ['1', 2],
      ['2', 1],
    ])
  })

  it('stand in the one order: the worst first, active before recovered, then what happened last', () => {
    const members = [report('r'), alert('y', 'YELLOW'), alert('over', 'ORANGE', false), alert('o', 'ORANGE'), alert('y2', 'YELLOW')]
    expect(matters(members).map(({ newest }) => newest.id)).toEqual(['o', 'over', 'y', 'y2', 'r'])
  })
})
