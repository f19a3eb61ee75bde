import type { Noun } from '@/features/nouns'

export const noun: Noun = {
  module: 'SUGGESTIONS',
  routes: [
    {
      path: '/suggestions/new',
      component: () => import('@/views/suggestions/SuggestionNewView.vue'),
      meta: { module: 'SUGGESTIONS', help: ['suggestionNew', 2] },
    },
    {
      path: '/suggestions',
      component: () => import('@/views/suggestions/SuggestionsView.vue'),
      children: [
        {
          path: ':id',
          component: () => import('@/views/suggestions/SuggestionView.vue'),
          props: true,
          meta: { help: ['suggestion', 2] },
        },
      ],
      meta: { module: 'SUGGESTIONS', help: ['suggestions', 2] },
    },
  ],
  places: [{ under: 'people', rank: 2, to: '/suggestions', icon: 'advice', label: 'rail.suggestions', module: 'SUGGESTIONS' }],
  verbs: [{ id: 'suggest', icon: 'advice', label: 'palette.suggest', to: '/suggestions/new' }],
  later: () => import('./later'),
}
