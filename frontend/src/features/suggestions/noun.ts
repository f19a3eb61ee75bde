import type { Noun } from '@/features/nouns'

export const noun: Noun = {
  module: 'SUGGESTIONS',
  routes: [
    {
      path: '/suggestions/new',
      component: () => import('@/views/suggestions/SuggestionNewView.vue'),
      meta: { module: 'SUGGESTIONS' },
    },
    {
      path: '/suggestions',
      component: () => import('@/views/suggestions/SuggestionsView.vue'),
      children: [
        {
          path: ':id',
          component: () => import('@/views/suggestions/SuggestionView.vue'),
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
  later: () => import('./later'),
}
