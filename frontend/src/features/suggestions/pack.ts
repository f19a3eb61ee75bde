import { may } from '@/features/people/session'
import { BEHIND, PAGE, question } from '@/features/worklist/pack/questions'
import type { Question } from '@/features/nouns'
import { Suggestion, SuggestionCounts, Suggestions } from '@/graphql/generated/operations'
import { FILTERS, viewsFor } from './views'

/** As the page of suggestions and "me" ask. */
export function lists(): Question[] {
  const shown = viewsFor(may('TRIAGE')).slice(0, 2)
  return [...shown.map((view) => question(Suggestions, { filter: FILTERS[view], first: PAGE })), question(SuggestionCounts, {})]
}

interface Listed {
  edges: { node: { id: string; noun?: string } }[]
}

/** The pages of the first rows of a list, and of those among this person's work. */
export function behind(data: unknown): Question[] {
  const { suggestions, myWorklist } = data as { suggestions?: Listed; myWorklist?: Listed }
  const own = myWorklist?.edges.filter(({ node }) => node.noun === 'suggestion')
  return (suggestions?.edges ?? own ?? []).slice(0, BEHIND).map(({ node }) => question(Suggestion, { id: node.id }))
}
