import type { OverdueMatterItemFragment } from '@/graphql/generated/types'

export type OverdueStep = OverdueMatterItemFragment['steps'][number]

/** Parts of a matter that people tell apart: the same step of several departments is one part with its number. */
export interface MatterPart {
  step: OverdueStep['step']
  count: number
  /** The earliest. */
  dueAt: string
}

export function partsOf(steps: OverdueStep[]): MatterPart[] {
  const found = new Map<string, MatterPart>()
  for (const { step, dueAt } of steps) {
    const part = found.get(step)
    if (!part) found.set(step, { step, count: 1, dueAt })
    else {
      part.count += 1
      if (Date.parse(dueAt) < Date.parse(part.dueAt)) part.dueAt = dueAt
    }
  }
  return [...found.values()]
}
