import type { OverdueMatterItemFragment } from '@/graphql/generated/types'

export type OverdueStep = OverdueMatterItemFragment['steps'][number]

/** Parts of a matter that people tell apart: the same step of several departments is one part with its number. */
export interface MatterPart {
  step: OverdueStep['step']
  /** Of the alert before it became a case. */
  isOfAlert: boolean
  steps: OverdueStep[]
  /** The earliest. */
  dueAt: string
}

export function partsOf(steps: OverdueStep[]): MatterPart[] {
  const found = new Map<string, MatterPart>()
  for (const step of steps) {
    const isOfAlert = step.alert !== null
    const key = `${step.step} ${isOfAlert}`
    const part = found.get(key)
    if (!part) found.set(key, { step: step.step, isOfAlert, steps: [step], dueAt: step.dueAt })
    else {
      part.steps.push(step)
      if (Date.parse(step.dueAt) < Date.parse(part.dueAt)) part.dueAt = step.dueAt
    }
  }
  return [...found.values()]
}

/** Who is responsible for any of the late steps, each once. */
export function responsibleOf(steps: OverdueStep[]): Pick<OverdueStep, 'responsible' | 'department'> {
  const people = new Map(steps.flatMap(({ responsible }) => responsible.map((person) => [person.id, person] as const)))
  return { responsible: [...people.values()], department: steps.find(({ department }) => department)?.department ?? null }
}
