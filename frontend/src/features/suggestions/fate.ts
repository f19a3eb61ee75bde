import { markRaw } from 'vue'
import type { Fate } from '@/features/nouns'
import { askAnonymously } from '@/features/hazards/anonymous/anonymous'
import { AnonymousSuggestion } from '@/graphql/generated/operations'
import { t } from '@/shared/i18n'
import SuggestionProgress from './SuggestionProgress.vue'

/** What became of the suggestion with this follow-up key; null where none has it. */
export async function fate(key: string): Promise<Fate | null> {
  const item = (await askAnonymously(AnonymousSuggestion, { key })).anonymousSuggestion
  if (!item) return null
  return { title: `${item.number} · ${t(`SuggestionTopic.${item.topic}`)}`, text: item.text, part: markRaw(SuggestionProgress), item }
}
