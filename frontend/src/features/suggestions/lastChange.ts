import type { Last } from '@/features/nouns'
import { ask } from '@/graphql/client'
import { LastOfSuggestion } from '@/graphql/generated/operations'
import { t } from '@/shared/i18n'

/** Who answered a suggestion or carried it out; null while nobody has. */
export async function lastChange(id: string): Promise<Last | null> {
  const found = (await ask(LastOfSuggestion, { id })).data?.suggestion
  if (!found) return null
  const what = t(`SuggestionState.${found.state}`)
  if (found.doneAt && found.owner) return { at: found.doneAt, what, person: found.owner }
  return found.answeredAt && found.answeredBy ? { at: found.answeredAt, what, person: found.answeredBy } : null
}
