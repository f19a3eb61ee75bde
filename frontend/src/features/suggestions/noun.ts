import type { Noun } from '@/features/nouns'
import { withWords } from '@/shared/i18n'

export const noun: Noun = {
  module: 'SUGGESTIONS',
  routes: [
    {
      path: '/suggestions/new',
      component: () => withWords(['hazards.anonymous', 'photos', 'suggestions'], () => import('@/views/suggestions/SuggestionNewView.vue')),
      meta: { module: 'SUGGESTIONS' },
    },
    {
      path: '/suggestions',
      component: () => withWords(['hazards.anonymous', 'suggestions'], () => import('@/views/suggestions/SuggestionsView.vue')),
      children: [
        {
          path: ':id',
          component: () => withWords(['photos', 'suggestions'], () => import('@/views/suggestions/SuggestionView.vue')),
          props: true,
        },
      ],
      meta: { module: 'SUGGESTIONS' },
    },
  ],
  places: [{ to: '/suggestions', icon: 'advice', label: 'rail.suggestions', module: 'SUGGESTIONS' }],
  verbs: [{ id: 'suggest', icon: 'advice', label: 'palette.suggest', to: '/suggestions/new' }],
  help: {
    '/suggestions': ['suggestions', 2],
    '/suggestions/new': ['suggestionNew', 2],
    '/suggestions/:id': ['suggestion', 2],
  },
  later: () => withWords(['suggestions'], () => import('./later')),
}
