import { latest } from '@/features/latest'
import type { Last } from '@/features/nouns'
import { ask } from '@/graphql/client'
import { LastOfCase } from '@/graphql/generated/operations'
import { t } from '@/shared/i18n'

/** The latest step of a case that a person did. */
export async function lastChange(id: string): Promise<Last | null> {
  const last = latest((await ask(LastOfCase, { id })).data?.case?.timeline ?? [])
  return last && { at: last.at, what: t(`TimelineKind.${last.kind}`), person: last.person }
}
