import type { WordSet } from '@/locales'

/** Words of every noun that a workbook writes: one of its cells can be refused by the rules of any of them. */
export const REFUSALS: WordSet[] = [
  'equipment.ledger',
  'people.directory',
  'risks',
  'roster',
  'sensors.admin',
  'sensors.advice',
  'sensors.tags',
  'sites.admin',
]
