import { describe, expect, it } from 'vitest'
import { matching, type Entry } from './palette'

const ENTRIES: Entry[] = [
  { id: '/alerts', icon: 'alert', label: '预警', what: '页面', to: '/alerts' },
  { id: '/kpis', icon: 'chart', label: 'Alarm KPIs', what: '页面', to: '/kpis' },
]

describe('the palette', () => {
  it('finds by any part of a label, whatever its case', () => {
    expect(matching(ENTRIES, 'kpi').map(({ id }) => id)).toEqual(['/kpis'])
    expect(matching(ENTRIES, '警').map(({ id }) => id)).toEqual(['/alerts'])
  })

  it('offers everything before a word is typed, and nothing for words that fit nowhere', () => {
    expect(matching(ENTRIES, '  ')).toEqual(ENTRIES)
    expect(matching(ENTRIES, '喷淋')).toEqual([])
  })
})
