import type { Noun } from '@/features/nouns'

export const noun: Noun = {
  later: () => import('./later'),
}
