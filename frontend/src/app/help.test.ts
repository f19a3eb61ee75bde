import { describe, expect, it } from 'vitest'
import { routes } from './routes'
import { helpScreen } from '@/features/settings/help'

/** As the router joins them. */
const paths = routes.flatMap(({ path, children }) => [path, ...(children ?? []).map((child) => `${path}/${child.path}`)])

describe('help', () => {
  it('is there for every screen of the hand that has words, and each of them is a page', () => {
    const found = paths.map((path) => helpScreen([{ path }])).filter((screen) => screen !== null)

    expect(found.sort()).toEqual(
      [
        'alert',
        'alerts',
        'area',
        'case',
        'cases',
        'dispose',
        'equipment',
        'hazards',
        'home',
        'monitor',
        'outbox',
        'plan',
        'recheck',
        'report',
        'scan',
        'settings',
        'thread',
        'work',
      ].sort(),
    )
  })

  it('speaks of the alert that lies over the list, not of the list', () => {
    expect(helpScreen([{ path: '/alerts' }, { path: '/alerts/:id' }])).toBe('alert')
    expect(helpScreen([{ path: '/alerts/' }])).toBe('alerts')
  })

  it('is silent where a desk is meant', () => {
    expect(helpScreen([{ path: '/admin/:section?/:id?/:part?' }])).toBeNull()
    expect(helpScreen([])).toBeNull()
  })
})
