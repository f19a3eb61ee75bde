import type { RiskToNameFragment } from '@/graphql/generated/types'

/** The chip that says: none of these. */
export const NONE = ''
/** At most so many events of one kind are offered. */
export const SHOWN = 8

interface Offered {
  named: RiskToNameFragment | null
  atMachine: RiskToNameFragment[]
  inArea: RiskToNameFragment[]
  found: RiskToNameFragment[]
  chosen: RiskToNameFragment | null
}

/**
 * The events to choose from, each once: the one that was named, those of the machine, those of its area, what was found by words,
 * and what is chosen. What does not hold any more is not offered.
 */
export function choicesOfRisk({ named, atMachine, inArea, found, chosen }: Offered): RiskToNameFragment[] {
  const known = named?.state === 'IN_FORCE' ? [named] : []
  const all = [...known, ...atMachine, ...inArea, ...found, ...(chosen ? [chosen] : [])]
  return [...new Map(all.map((risk) => [risk.id, risk])).values()]
}

/** What is sent of a chip: nothing where nobody chose, or none of them. */
export function idOf(chip: string | null): string | null {
  return chip === NONE ? null : chip
}

interface Unit {
  id: string
  name: { zh: string; en: string }
  area: { id: string } | null
  machines: { id: string }[]
}

/** The units of a place: those made of the machine first, then those of its area. */
export function unitsOfPlace<One extends Unit>(
  units: One[],
  { areaId, equipmentId }: { areaId: string; equipmentId: string | null },
): One[] {
  const isOf = ({ machines }: Unit): boolean => machines.some(({ id }) => id === equipmentId)
  return [...units.filter(isOf), ...units.filter((unit) => !isOf(unit) && unit.area?.id === areaId)]
}
