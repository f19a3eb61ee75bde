import { describe, expect, it } from 'vitest'
import type { DepartmentBranchFragment } from '@/graphql/generated/types'
import { branchesOf, within } from './tree'

const department = (id: string, parentId: string | null, people: number): DepartmentBranchFragment => ({
  id,
  siteId: 'north',
  code: id,
  name: { zh: id, en: id },
  parentId,
  closedAt: null,
  version: 1,
  people,
})
const PLANT = [department('plant', null, 1), department('team', 'shop', 5), department('shop', 'plant', 2), department('labs', null, 3)]

describe('the tree of departments', () => {
  it('stands in the order of the tree, and counts what is under each', () => {
    expect(branchesOf(PLANT).map(({ department: { id }, depth, total }) => [id, depth, total])).toEqual([
      ['plant', 0, 8],
      ['shop', 1, 7],
      ['team', 2, 5],
      ['labs', 0, 3],
    ])
  })

  it('hides what stands under a folded one, and still counts it', () => {
    expect(branchesOf(PLANT, new Set(['plant'])).map(({ department: { id }, total }) => [id, total])).toEqual([
      ['plant', 8],
      ['labs', 3],
    ])
  })

  it('finds everything under a department', () => {
    expect(within(PLANT, 'plant')).toEqual(new Set(['plant', 'shop', 'team']))
  })
})
