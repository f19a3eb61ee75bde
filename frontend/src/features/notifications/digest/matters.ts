import { rankOf } from '@/features/alerts/alertState'
import type { Tier } from '@/graphql/generated/enums'
import type { DigestQuery } from '@/graphql/generated/types'

export type Member = DigestQuery['digestMembers'][number]

/** What several messages of a digest are about: its newest message, and how many there were. */
export interface Matter {
  newest: Member
  count: number
}

/** One row per matter: the worst tier first, active before recovered, then what happened last. `members`: the newest first. */
export function matters(members: readonly Member[]): Matter[] {
  const found = new Map<string, Matter>()
  for (const member of members) {
    const known = found.get(member.path)
    if (known) known.count += 1
    else found.set(member.path, { newest: member, count: 1 })
  }
  return [...found.values()].sort((a, b) => rank(b) - rank(a) || active(b) - active(a))
}

const tierOf = ({ newest }: Matter): Tier | null => newest.alert?.tier ?? newest.case?.tier ?? null
const rank = (matter: Matter): number => {
  const tier = tierOf(matter)
  return tier ? rankOf(tier) : 0
}
const active = ({ newest }: Matter): number => Number(newest.alert?.isActive ?? false)
