import type { Later } from '@/features/nouns'

const last = async (id: string) => (await import('./lastChange')).lastChange(id)

export const later: Later = { last: { person: last, department: last, post: last } }
