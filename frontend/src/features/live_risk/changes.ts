import type { ChangeKind } from '@/graphql/changes'

/** Changes that may move the level of a risk. */
export const MOVES_A_LEVEL: ChangeKind[] = ['site', 'alert', 'case']
