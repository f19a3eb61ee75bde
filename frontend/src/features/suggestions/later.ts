import type { Later } from '@/features/nouns'
import { componentWithWords } from '@/shared/i18n'
import { lastChange } from './lastChange'
import { behind, lists } from './pack'

export const later: Later = {
  parts: {
    object: componentWithWords(['suggestions'], () => import('./SuggestLink.vue')),
    settings: componentWithWords(['suggestions'], () => import('./SuggestionsRow.vue')),
    work: componentWithWords(['suggestions'], () => import('./SuggestionsLinks.vue')),
  },
  last: { suggestion: lastChange },
  lists,
  behind,
}
