import { latest } from '@/features/latest'
import type { Last } from '@/features/nouns'
import { ask } from '@/graphql/client'
import { LastOfAlert } from '@/graphql/generated/operations'
import { t } from '@/shared/i18n'

/** The latest change of an alert that a person made. */
export async function lastChange(id: string): Promise<Last | null> {
  const last = latest((await ask(LastOfAlert, { id })).data?.alert?.history ?? [])
  return last && { at: last.at, what: t(`AlertTransitionKind.${last.kind}`), person: last.person }
}
