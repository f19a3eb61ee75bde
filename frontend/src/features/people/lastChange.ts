import { latest } from '@/features/latest'
import type { Last } from '@/features/nouns'
import { ask } from '@/graphql/client'
import { OrganisationChanges } from '@/graphql/generated/operations'

/** The latest change of a person, a department or a post. */
export async function lastChange(objectId: string): Promise<Last | null> {
  const last = latest((await ask(OrganisationChanges, { objectId })).data?.organisationChanges ?? [])
  return last && { at: last.at, what: last.note, person: last.person }
}
