import { shallowRef, watch, type Ref } from 'vue'
import { RiskEvent } from '@/graphql/generated/operations'
import type { RiskEventDetailFragment, RiskEventQuery } from '@/graphql/generated/types'
import { connection } from '@/graphql/live'
import { readSnapshot, snapshotKey } from '@/graphql/snapshots'
import { briefOf, worstFirst, type Brief } from './brief'
import { packedAnswers } from './packed'

/** Which of these risks open without a network; null while there is one. */
export function useOnPhone(ids: () => string[]): Readonly<Ref<ReadonlySet<string> | null>> {
  const kept = shallowRef<ReadonlySet<string> | null>(null)
  let asked = 0
  watch(
    () => (connection.value === 'offline' ? ids().join() : null),
    async (wanted) => {
      const number = ++asked
      const found = wanted === null ? null : new Set(await keptOf(wanted.split(',')))
      if (number === asked) kept.value = found
    },
    { immediate: true },
  )
  return kept
}

async function keptOf(ids: string[]): Promise<string[]> {
  const found = ids.map(async (id) => ((await readSnapshot(await snapshotKey(RiskEvent.name, { id }))) ? [id] : []))
  return (await Promise.all(found)).flat()
}

export interface PackedRisks {
  risks: Brief[]
  /** As old as this, ms: when the server last said that the pack is as it was; null where there is none. */
  savedAt: number | null
}

/** The risks of a place that came with the work pack, the worst first; null while nobody asks. */
export function usePackedRisks(
  isHere: (risk: RiskEventDetailFragment) => boolean,
  isWanted: () => boolean,
): Readonly<Ref<PackedRisks | null>> {
  const packed = shallowRef<PackedRisks | null>(null)
  watch(isWanted, async (wanted) => (packed.value = wanted ? await packedRisks(isHere) : null), { immediate: true })
  return packed
}

export async function packedRisks(isHere: (risk: RiskEventDetailFragment) => boolean): Promise<PackedRisks> {
  const answers = await packedAnswers<RiskEventQuery>(RiskEvent.name)
  const risks = answers.flatMap(({ data: { riskEvent } }) => (riskEvent && isHere(riskEvent) ? [briefOf(riskEvent)] : []))
  const times = answers.map(({ savedAt }) => savedAt)
  return { risks: worstFirst(risks), savedAt: times.length > 0 ? Math.min(...times) : null }
}
